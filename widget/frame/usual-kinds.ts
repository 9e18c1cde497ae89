import type { Field, Kind } from '../../contract/fields/field.ts'
import { choice } from '../../contract/fields/kinds/choice.ts'
import { consent } from '../../contract/fields/kinds/consent.ts'
import { email } from '../../contract/fields/kinds/email.ts'
import { longText } from '../../contract/fields/kinds/long-text.ts'
import { phone } from '../../contract/fields/kinds/phone.ts'
import { postcode } from '../../contract/fields/kinds/postcode.ts'
import { text } from '../../contract/fields/kinds/text.ts'
import { yesNo } from '../../contract/fields/kinds/yes-no.ts'

/**
 * What most forms are made of. frame-usual.js is built with this file in the place of contract/fields/kinds.ts, and the
 * Worker gives it to the forms that need no more; the others, and those with a new kind, get frame.js with all of them.
 */
const usual: readonly Kind[] = [text, longText, choice, yesNo, email, phone, postcode, consent]

export const kindOf = ({ kind }: Pick<Field, 'kind'>): Kind => usual.find((each) => each.kind === kind)!

export const isUsual = (fields: readonly Field[]): boolean => fields.every(kindOf)
