import type { MappedValue, Mapping, ValueType } from '../../../contract/mapping.ts'
import { type Filling, fill } from '../../domain/template/fill-template.ts'
import { parseTemplate } from '../../domain/template/parse-template.ts'
import type { Parcel } from '../parcel.ts'
import { machineFilling } from './machine-filling.ts'
import { transformed } from './transforms.ts'

/** One value of a mapping, ready to be encoded. `isList`: the values are each by themselves, however many there are. */
export interface Mapped {
  to: string
  isList: boolean
  values: Plain[]
}

/** null: there is no such value, or it could not be read as what it should be. */
export type Plain = string | number | boolean | null

/**
 * What a mapping makes of a lead, in the mapping's order. A field that the lead does not have, or that its type has no
 * more, is an empty text: the delivery goes on without it.
 */
export function mapped(parcel: Parcel, mapping: Mapping): Mapped[] {
  const filling = machineFilling(parcel)
  return mapping.flatMap((entry) => {
    const { to, as, omitEmpty } = entry
    const isList = as === 'list'
    const all = textsOf(entry, parcel, filling)
      .map((text) => transformed(text, entry.transforms, parcel.partner.zone))
      .map((text) => typed(text, as))
    const values = omitEmpty || isList ? all.filter((value) => value !== '' && value !== null) : all
    return omitEmpty && values.length === 0 ? [] : [{ to, isList, values }]
  })
}

/** A list takes the values of its one field by themselves; everything else is one text. */
function textsOf({ value, as }: MappedValue, { fields }: Parcel, filling: Filling): string[] {
  const name = as === 'list' ? onlyName(value) : null
  if (name === null) return [fill(value, filling, (text) => text)]
  return fields.find((field) => field.name === name)?.items ?? [filling.get(name) ?? '']
}

/** `rooms` for {{rooms}}; null for anything longer. */
export function onlyName(value: string): string | null {
  const { pieces } = parseTemplate(value)
  return pieces.length === 1 && pieces[0]!.kind === 'value' ? pieces[0]!.name : null
}

function typed(text: string, as: ValueType): Plain {
  if (as === 'number') return asNumber(text)
  if (as === 'boolean') return booleans.get(text.trim().toLowerCase()) ?? null
  return text
}

function asNumber(text: string): number | null {
  const plain = text.trim()
  return /^-?\d+(\.\d+)?$/.test(plain) && Number.isFinite(Number(plain)) ? Number(plain) : null
}

const booleans = new Map([
  ...['yes', 'true', '1', 'y', 'on'].map((word): [string, boolean] => [word, true]),
  ...['no', 'false', '0', 'n', 'off'].map((word): [string, boolean] => [word, false]),
])
