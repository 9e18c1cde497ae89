import type { Delivery } from '../../../contract/delivery.ts'
import type { Warning } from '../../../contract/warning.ts'
import type { MailTemplate } from '../../delivery/format.ts'
import { mergeNames } from '../../delivery/mapping/merge-names.ts'
import { usedNames } from '../../delivery/mapping/used-names.ts'
import { knownNames } from '../../domain/template/known-names.ts'
import { unknownNames } from '../../domain/template/template-problems.ts'

/**
 * What a delivery names and a lead of this type does not have: it goes on without, as if the person had left it empty.
 * Fields come and go after a mapping was saved, and a partner may buy several lead types with one mapping.
 */
export function missingFields(
  { internet, email }: Delivery,
  { template, fields }: { template: MailTemplate | null; fields: Parameters<typeof knownNames>[1] },
): Warning[] {
  const known = mergeNames(fields)
  const inRequest = internet === null ? [] : usedNames(internet).filter((name) => !known.has(name))
  const inMail = email === null || template === null ? [] : unknownNames(template, knownNames('lead-delivery', fields))
  return [
    ...inRequest.map((name) => warning(name, 'internet delivery')),
    ...inMail.map((name) => warning(name, 'e-mail template')),
  ]
}

const warning = (name: string, where: string): Warning => ({
  code: 'FIELD_MISSING',
  message: `The ${where} names {{${name}}}, which leads of this type do not have: it stays empty.`,
})
