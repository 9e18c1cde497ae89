import type * as v from 'valibot'

/**
 * One field of a lead, as a lead group or lead type defines it. Names that mean the same everywhere are reserved:
 * firstName, lastName, company, email, phone, phone2, address, town, postcode (docs/glossary.md).
 * `kind` is one of the kinds in kinds.ts; the rest are that kind's own settings.
 */
export interface Field {
  name: string
  kind: string
  label: string
  help?: string | undefined
  required: boolean
  [setting: string]: unknown
}

/** How a kind is drawn; the widget knows these controls and no kinds. A `textarea` takes several lines. */
export type Control = 'input' | 'textarea' | 'select' | 'radios' | 'checkboxes' | 'checkbox'

/**
 * A kind of field: what values it takes and how it is drawn. One file each in kinds/. Plain functions, not valibot: every
 * form carries all kinds, and valibot would add more than half of their weight. What may be set on a field is read in the
 * Worker only: it is a function of valibot entries beside the kind, which a bundle that never calls it leaves out.
 */
export interface Kind<F extends Field = Field, Value = unknown> {
  kind: F['kind']
  control: Control
  /** Why an empty required field is refused, where REQUIRED is not the word for it. */
  missing?: Refusal
  /**
   * Reads a given value into what the lead keeps. Texts come trimmed and without control characters, and nothing
   * empty comes here (lead-schema.ts). `keep(undefined)` is for a value that says no more than an empty field.
   */
  read(given: unknown, field: F): Reading<Value | undefined>
  /**
   * What a web form sends for this field (zero or more texts) as the value that `read` takes; undefined = empty.
   * Never refuses: a text that cannot be understood becomes a value that `read` refuses.
   */
  fromForm(texts: string[], field: F): unknown
  /** A kept value as the texts that a web form would send: what a form shows again. */
  toForm(value: Value, field: F): string[]
  /** A kept value as a person reads it, for e-mails and lists. */
  toText(value: Value, field: F): string
  /** Attributes of the HTML control: type, inputmode, autocomplete, maxlength, min, max, step. */
  attributes(field: F): Record<string, string | number | undefined>
  /** What may be chosen; for a `checkbox` it is the one box, with its wording as the label. */
  options?(field: F): { value: string; label: string }[]
  /** A value that is accepted whenever the settings leave one: previews, tests and the API reference use it. */
  example(field: F): Value
}

/** What reading a value came to: what the lead keeps, or a stable code and a sentence that says what to mend. */
export type Reading<Value = unknown> = { ok: true; value: Value } | Refusal

export interface Refusal {
  ok: false
  code: string
  message: string
}

export const keep = <Value>(value: Value): Reading<Value> => ({ ok: true, value })

export const refuse = (code: string, message: string): Refusal => ({ ok: false, code, message })

/** Control characters (NUL among them) and halves of a surrogate pair: never kept, never shown. */
export const hiddenCharacter = /[\p{Cc}\p{Cs}]/u

/** The settings of a field, as its kind's entries describe them. */
export type SettingsOf<Entries extends () => v.ObjectEntries> = v.InferOutput<
  v.StrictObjectSchema<ReturnType<Entries>, undefined>
>
