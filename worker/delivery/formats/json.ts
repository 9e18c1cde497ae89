import * as v from 'valibot'
import type { Answer } from '../../outside/call-result.ts'
import type { InternetFormat, Verdict } from '../format.ts'
import type { Parcel } from '../parcel.ts'
import { readStatus } from '../read-status.ts'
import { requestHeaders } from '../request-headers.ts'

/**
 * F32, D5: one JSON object. The answer's status decides; its body may say more: `status` or `outcome` (accepted,
 * duplicate, rejected), `id` or `remoteId`, `reason`.
 */
export const json: InternetFormat = {
  id: 'json',
  via: 'internet',
  encode: (parcel, { headers }) => ({
    headers: requestHeaders({ contentType: 'application/json', reference: parcel.reference, own: headers }),
    body: JSON.stringify(documentOf(parcel)),
  }),
  read(answer) {
    const byStatus = readStatus(answer)
    const said = readBody(answer)
    return { ...byStatus, ...inItsWords(byStatus, said.word), reason: said.reason, remoteId: said.remoteId }
  },
}

const documentOf = ({
  reference,
  leadId,
  leadType,
  leadGroup,
  receivedAt,
  appointment,
  price,
  test,
  fields,
}: Parcel) => ({
  reference,
  leadId,
  type: leadType,
  group: leadGroup,
  receivedAt,
  appointment,
  price,
  test,
  fields: Object.fromEntries(fields.map(({ name, value }) => [name, value])),
})

/**
 * A body may turn a good status or a refusal (4xx) into "rejected" or "duplicate"; it cannot turn a refusal into
 * acceptance, and an answer that asks to be tried again stays that.
 */
function inItsWords({ outcome }: Verdict, word: Word | null): Partial<Verdict> {
  if (outcome === 'error_retryable') return {}
  if (word === 'rejected') return { outcome: 'rejected', because: 'The partner does not want this lead.' }
  if (word === 'duplicate') return { outcome: 'duplicate', because: 'The partner has this lead already.' }
  return {}
}

const words = ['accepted', 'duplicate', 'rejected'] as const

type Word = (typeof words)[number]

const lowerCase = v.pipe(v.string(), v.toLowerCase())
const word = v.fallback(v.nullable(v.pipe(lowerCase, v.picklist(words))), null)
const remoteId = v.fallback(v.nullable(v.pipe(v.union([v.string(), v.number()]), v.transform(String))), null)

/** Every part by itself: one that makes no sense does not spoil the others. */
const bodySchema = v.object({
  status: v.optional(word, null),
  outcome: v.optional(word, null),
  id: v.optional(remoteId, null),
  remoteId: v.optional(remoteId, null),
  reason: v.optional(v.fallback(v.nullable(v.string()), null), null),
})

interface Said {
  word: Word | null
  remoteId: string | null
  reason: string | null
}

const nothing: Said = { word: null, remoteId: null, reason: null }

function readBody({ body }: Answer): Said {
  const parsed = v.safeParse(bodySchema, parse(body))
  if (!parsed.success) return nothing
  const { status, outcome, id, remoteId, reason } = parsed.output
  return {
    word: outcome ?? status,
    remoteId: shorten(remoteId ?? id, 200),
    reason: shorten(reason, 500),
  }
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return null
  }
}

const shorten = (text: string | null, length: number): string | null =>
  text === null || text === '' ? null : text.slice(0, length)
