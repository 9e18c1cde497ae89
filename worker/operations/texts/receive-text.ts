import { formatId } from '../../../contract/id.ts'
import { hourMs } from '../../../contract/time.ts'
import { commit } from '../../../db/commit.ts'
import type { BrokerRow } from '../../../db/store/broker.ts'
import { findHistoryData } from '../../../db/store/history.ts'
import { insertJob } from '../../../db/store/jobs.ts'
import { findMobileOwners, mobileMustBeOf, type PartnerRow } from '../../../db/store/partners.ts'
import { preferencesMustBe } from '../../../db/store/preferences.ts'
import { deleteTextStop, insertTextStop, isTextStopped } from '../../../db/store/text-stops.ts'
import type { Ctx } from '../../context.ts'
import { readCommand, type TextCommand } from '../../domain/texts/text-command.ts'
import { type TextResult, textReply } from '../../domain/texts/text-reply.ts'
import { isSameText } from '../access/is-same-text.ts'
import { loadBroker } from '../broker/load-broker.ts'
import { purgeRawJob } from '../housekeeping/purge-raw.ts'
import { type OnlineChange, onlineByText } from '../partners/online-by-text.ts'
import { type LoadedPreferences, loadPreferences } from '../preferences/load-preferences.ts'
import { throttle } from '../throttle.ts'

/** A text as it came in; `id` is the provider's, the same when it hands the text over again. `from` is E.164. */
export interface ReceivedText {
  id: string
  from: string
  to: string
  body: string
}

/**
 * LEADS ON and LEADS OFF (F4, F59, D9): switches the one active buyer whose mobile this is, where the preference lets
 * partners do so; it does not depend on the button of F3. Everything else changes nothing, and is answered a few times an
 * hour. Each text leaves one row of history, whose id is the lock: the same text again gets the same answer and changes
 * nothing. Gives the reply; null: none, since this number wants no texts, or has had too many.
 */
export async function receiveText(ctx: Ctx, text: ReceivedText): Promise<string | null> {
  const historyId = `text_${text.id.toLowerCase()}`
  let isTooOften = false
  for (let tries = 1; tries <= mostTries; tries += 1) {
    const earlier = await findHistoryData<Kept>(ctx.db, { id: historyId, version: 1 })
    if (earlier !== null) return earlier.reply
    const broker = await loadBroker(ctx)
    const judged = isTooOften ? tooOften(text) : await judge(ctx, text, broker)
    const stopped =
      judged.result === 'STOPPED' || (judged.result !== 'STARTED' && (await isTextStopped(ctx.db, text.from)))
    const reply = stopped ? null : textReply(judged.result, broker.name)
    const kept: Kept = { asked: judged.asked, result: judged.result, partner: judged.partner, reply }
    const { history = [], write = [], read = [], start } = judged.change ?? {}
    const purge = purgeRawJob(ctx, { id: historyId, version: 1 })
    const committed = await commit(ctx, {
      history: [{ id: historyId, version: 1, event: 'text.received', data: kept, raw: text }, ...history],
      write: [
        ...(judged.isBounded ? await throttle(ctx, perNumber, text.from) : []),
        ...judged.guards,
        ...write,
        insertJob(ctx.db, purge),
      ],
      read,
    })
    if (committed.done) {
      start?.(committed.rows)
      return reply
    }
    if (committed.refused === 'RATE_LIMITED') isTooOften = true
    else if (committed.refused !== 'VERSION_CONFLICT')
      throw new Error(`A text could not be kept: ${committed.refused} ${committed.about}`)
  }
  throw new Error('A text could not be kept: the partner keeps changing')
}

const mostTries = 10

/**
 * Texts of one number that switch nothing, and those with a PIN. Behind a number may be a machine that answers ours ("I am
 * driving"), and the two would never stop; and nobody is to find a PIN out by trying.
 */
const perNumber = { what: 'text:number', most: 5, perMs: hourMs }

/** What history keeps for good: neither the number nor the words, which are purged after 30 days. */
interface Kept {
  asked: TextCommand['kind']
  result: TextResult
  partner: string | null
  reply: string | null
}

interface Judged {
  asked: TextCommand['kind']
  result: TextResult
  partner: string | null
  /** It is one of those that count (perNumber). */
  isBounded?: boolean
  /** What must still be so at the commit. */
  guards: D1PreparedStatement[]
  change?: Partial<OnlineChange> | null
}

async function judge(ctx: Ctx, { from, body }: ReceivedText, broker: BrokerRow): Promise<Judged> {
  const command = readCommand(body)
  const asked = command.kind
  const nothing = { asked, partner: null, guards: [] }
  if (asked === 'stop') {
    const write = [insertTextStop(ctx.db, { number: from, at: ctx.now })]
    return { ...nothing, result: 'STOPPED', change: { write } }
  }
  if (asked === 'start') return { ...nothing, result: 'STARTED', change: { write: [deleteTextStop(ctx.db, from)] } }
  const [owners, preferences] = await Promise.all([findMobileOwners(ctx.db, from), loadPreferences(ctx)])
  const owner = owners.length === 1 && isActiveBuyer(owners[0]!) ? owners[0]! : null
  const partner = owner && formatId('partner', owner.id)
  const refused = whyNot({ command, owners, owner, preferences })
  if (refused !== null) return { ...nothing, partner, result: refused, isBounded: true }
  return {
    asked,
    partner,
    result: asked === 'on' ? 'ON' : 'OFF',
    isBounded: command.kind === 'on' && command.pin !== null,
    guards: [
      preferencesMustBe(ctx.db, preferences.version),
      mobileMustBeOf(ctx.db, { mobile: from, partnerId: owner!.id }),
    ],
    change: onlineByText(ctx, owner!, { online: asked === 'on', currency: broker.currency }),
  }
}

const tooOften = ({ body }: ReceivedText): Judged => ({
  asked: readCommand(body).kind,
  result: 'TOO_OFTEN',
  partner: null,
  guards: [],
})

function whyNot({
  command,
  owners,
  owner,
  preferences: { settings },
}: {
  command: TextCommand
  owners: readonly PartnerRow[]
  owner: PartnerRow | null
  preferences: LoadedPreferences
}): TextResult | null {
  if (owners.length > 1) return 'SHARED_NUMBER'
  if (owner === null) return 'UNKNOWN_NUMBER'
  if (command.kind === 'other') return 'NOT_UNDERSTOOD'
  if (!settings.partnersPauseByText) return 'SWITCHED_OFF'
  if (command.kind === 'on') return pinResult(command.pin, settings.leadsOnPin)
  return null
}

/** Without a PIN to ask for, LEADS ON is the whole text: anything after it is something else. */
function pinResult(sent: string | null, asked: string | null): TextResult | null {
  if (asked === null) return sent === null ? null : 'NOT_UNDERSTOOD'
  return sent !== null && isSameText(asked, sent) ? null : 'PIN_NEEDED'
}

const isActiveBuyer = ({ status, buys }: PartnerRow): boolean => status === 'active' && buys
