import * as v from 'valibot'

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

/** What every field has, whatever its kind. */
export const fieldBase = {
  name: v.pipe(
    v.string(),
    v.regex(/^[a-z][a-zA-Z0-9]{0,39}$/, 'A field name starts with a small letter and has letters and digits only.'),
  ),
  label: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(120)),
  help: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(300))),
  required: v.optional(v.boolean(), false),
}

/** How a kind is drawn; the widget knows these controls and no kinds. */
export type Control = 'input' | 'textarea' | 'select' | 'radios' | 'checkboxes' | 'checkbox'

/** A kind of field: what may be set on it, what values it takes, and how it is drawn. One file each in kinds/. */
export interface Kind<F extends Field = Field> {
  kind: string
  control: Control
  /** The settings of this kind beside fieldBase (valibot entries). */
  settings: v.ObjectEntries
  /** What a given value must be. The output is what the lead keeps. */
  schema(field: F): v.GenericSchema<unknown, unknown>
  /** What a web form sends for this field (zero or more texts) as the value that `schema` reads; undefined = empty. */
  fromForm(texts: string[], field: F): unknown
  /** A kept value as the texts that a web form would send: what a form shows again. */
  toForm(value: unknown, field: F): string[]
  /** A kept value as a person reads it, for e-mails and lists. */
  toText(value: unknown, field: F): string
  /** Attributes of the HTML control: type, inputmode, autocomplete, maxlength, min, max, step. */
  attributes(field: F): Record<string, string | number>
  /** What may be chosen, for kinds that offer a choice. */
  options?(field: F): { value: string; label: string }[]
  /** A value that is accepted: previews, tests and the API reference use it. */
  example(field: F): unknown
}
