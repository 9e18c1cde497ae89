import { readText } from '../answers/text.ts'
import { decimalText } from '../decimal-text.ts'
import type { InternetFormat } from '../format.ts'
import { mapped } from '../mapping/mapped.ts'
import { mappingProblems, type PlaceProblem } from '../mapping/mapping-problems.ts'
import type { Parcel } from '../parcel.ts'
import { requestHeaders } from '../request-headers.ts'
import { uselessKeys } from '../useless-keys.ts'

/**
 * F32, D5: what a web form sends. A mapping names the parameters; a list is its parameter several times. Without one,
 * what every delivery tells comes first, then each field under its own name.
 */
export const formPost: InternetFormat = {
  id: 'form-post',
  via: 'internet',
  check: (settings, known) => [
    ...mappingProblems(settings.mapping ?? [], { known, placeProblem: nameProblem }),
    ...uselessKeys(settings, ['template', 'soapAction', 'contentType']),
  ],
  encode: (parcel, { headers, mapping = null }) => ({
    headers: requestHeaders({ contentType: 'application/x-www-form-urlencoded', parcel, own: headers }),
    body: new URLSearchParams(mapping === null ? usual(parcel) : chosen(parcel, mapping)).toString(),
  }),
  read: readText,
}

const chosen = (parcel: Parcel, mapping: Parameters<typeof mapped>[1]): [string, string][] =>
  mapped(parcel, mapping).flatMap(({ to, values }) =>
    values.map((value): [string, string] => [to, value === null ? '' : String(value)]),
  )

/** Names with an underscore: no field of a lead has one. */
const usual = ({ reference, leadId, leadType, leadGroup, receivedAt, appointment, price, test, fields }: Parcel) => [
  ['_reference', reference] as [string, string],
  ['_leadId', leadId] as [string, string],
  ['_type', leadType.name] as [string, string],
  ['_group', leadGroup.name] as [string, string],
  ['_receivedAt', receivedAt] as [string, string],
  ...Object.entries(appointment ?? {}).map(([name, value]): [string, string] => [`_appointment_${name}`, `${value}`]),
  ['_price', decimalText(price)] as [string, string],
  ['_currency', price.currency] as [string, string],
  ['_test', String(test)] as [string, string],
  ...fields.flatMap(({ name, items }) => items.map((item): [string, string] => [name, item])),
]

const nameProblem = (to: string): PlaceProblem | null =>
  /[\p{Cc}\p{Cs}]/u.test(to)
    ? { code: 'NOT_A_NAME', message: 'The name of a parameter is one line of plain text.' }
    : null
