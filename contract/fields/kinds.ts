import type * as v from 'valibot'
import type { Field, Kind } from './field.ts'
import { choice, choiceSettings } from './kinds/choice.ts'
import { consent, consentSettings } from './kinds/consent.ts'
import { date, dateSettings } from './kinds/date.ts'
import { email } from './kinds/email.ts'
import { longText, longTextSettings } from './kinds/long-text.ts'
import { money, moneySettings } from './kinds/money.ts'
import { multiChoice, multiChoiceSettings } from './kinds/multi-choice.ts'
import { number, numberSettings } from './kinds/number.ts'
import { phone } from './kinds/phone.ts'
import { postcode, postcodeSettings } from './kinds/postcode.ts'
import { text, textSettings } from './kinds/text.ts'
import { yesNo } from './kinds/yes-no.ts'

/** Every kind of field, in the order in which they are offered. */
export const kinds = [
  text,
  longText,
  number,
  money,
  date,
  choice,
  multiChoice,
  yesNo,
  email,
  phone,
  postcode,
  consent,
] as const satisfies readonly Kind[]

export type KindName = (typeof kinds)[number]['kind']

const none = () => ({})

/** What may be set on a field of each kind, beside what every field has. Apart from the kinds: no form needs it. */
export const kindSettings: Record<KindName, () => v.ObjectEntries> = {
  text: textSettings,
  longText: longTextSettings,
  number: numberSettings,
  money: moneySettings,
  date: dateSettings,
  choice: choiceSettings,
  multiChoice: multiChoiceSettings,
  yesNo: none,
  email: none,
  phone: none,
  postcode: postcodeSettings,
  consent: consentSettings,
}

/** The kind of a field that was saved: field-list.ts lets no other kinds in. */
export function kindOf({ kind }: Pick<Field, 'kind'>): Kind {
  const found = kinds.find((each) => each.kind === kind)
  if (!found) throw new Error(`There is no kind of field called ${kind}.`)
  return found
}
