import { readJson } from '../answers/json.ts'
import type { InternetFormat } from '../format.ts'
import { jsonOfMapping, pointerClashes, pointerProblem } from '../json/json-path.ts'
import { mapped } from '../mapping/mapped.ts'
import { mappingProblems } from '../mapping/mapping-problems.ts'
import type { Parcel } from '../parcel.ts'
import { requestHeaders } from '../request-headers.ts'
import { uselessKeys } from '../useless-keys.ts'

/**
 * F32, D5: one JSON object. A mapping says where each value goes, by JSON pointer; values are encoded, never pasted into
 * text. The answer's status decides; its body may say more: `status` or `outcome` (accepted, duplicate, rejected), `id` or
 * `remoteId`, `reason`.
 */
export const json: InternetFormat = {
  id: 'json',
  via: 'internet',
  check: (settings, known) => [
    ...mappingProblems(settings.mapping ?? [], { known, placeProblem: pointerProblem }),
    ...pointerClashes((settings.mapping ?? []).map(({ to }) => to)),
    ...uselessKeys(settings, ['template', 'soapAction', 'contentType']),
  ],
  encode: (parcel, { headers, mapping = null }) => ({
    headers: requestHeaders({ contentType: 'application/json', parcel, own: headers }),
    body: JSON.stringify(mapping === null ? documentOf(parcel) : jsonOfMapping(mapped(parcel, mapping))),
  }),
  read: readJson,
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
