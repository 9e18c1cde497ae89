import type { Field } from '../../../contract/fields/field.ts'
import type { TemplateKind } from '../../../contract/template.ts'
import { knownNames } from '../../domain/template/known-names.ts'
import { namesOfAnyNotice } from '../notices/notice-kinds.ts'

/**
 * What a template may name when it is saved. Which notice one of the kind `notice` will word is not known then: it may
 * name what any of them knows, and is checked again when it is given to one.
 */
export const templateNames = (kind: TemplateKind, fields: readonly Field[]): ReadonlySet<string> =>
  kind === 'notice' ? namesOfAnyNotice() : knownNames(kind, fields)
