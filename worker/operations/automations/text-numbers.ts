import type { AutomationEvent, textRecipients } from '../../../contract/automation.ts'
import { formatId } from '../../../contract/id.ts'
import type { Ctx } from '../../context.ts'
import { toldStates } from './told-states.ts'

/** One number that a text goes to, and whose it is; `partnerId` where the text may speak of that partner. */
export interface TextNumber {
  /** `ptn_3` or `number`: what history keeps instead of the number. */
  who: string
  /** E.164. */
  number: string
  partnerId: number | null
}

/**
 * The numbers of an automation's text (F61): the mobiles of partners and introducer, each once, and fixed ones. A partner
 * that has yet to accept the lead (D6), or has it no more, gets none, and what is known as a number of the person behind the lead
 * (`personNumbers`) never does, wherever it stands.
 */
export async function textNumbersOf(
  ctx: Ctx,
  leadId: string,
  {
    to,
    numbers,
    partnerId,
    event = null,
    personNumbers,
  }: {
    to: readonly (typeof textRecipients)[number][]
    numbers: readonly string[]
    partnerId: number | null
    /** What began the run; null: a person did. */
    event?: AutomationEvent | null
    personNumbers: readonly string[]
  },
): Promise<TextNumber[]> {
  const [partners, introducers] = await ctx.db.batch<{ id: number; mobile: string | null }>([
    ctx.db
      .prepare(
        `SELECT p.id, p.mobile FROM referrals r JOIN partners p ON p.id = r.partner_id
         WHERE r.lead_id = ?1 AND r.accept_by IS NULL
           AND (?2 IS NULL OR r.partner_id = ?2) AND r.state IN (SELECT value FROM json_each(?3))
         ORDER BY r.referred_at, p.id`,
      )
      .bind(leadId, partnerId, JSON.stringify(toldStates(event))),
    ctx.db
      .prepare('SELECT p.id, p.mobile FROM leads l JOIN partners p ON p.id = l.introducer_id WHERE l.id = ?')
      .bind(leadId),
  ])
  const all: TextNumber[] = [
    ...(to.includes('partners') ? partners!.results.flatMap((row) => ofPartner(row, row.id)) : []),
    ...(to.includes('introducer') ? introducers!.results.flatMap((row) => ofPartner(row, null)) : []),
    ...numbers.map((number) => ({ who: 'number', number, partnerId })),
  ]
  return all.filter(
    ({ number }, i) => !personNumbers.includes(number) && all.findIndex((other) => other.number === number) === i,
  )
}

const ofPartner = ({ id, mobile }: { id: number; mobile: string | null }, partnerId: number | null): TextNumber[] =>
  mobile === null ? [] : [{ who: formatId('partner', id), number: mobile, partnerId }]
