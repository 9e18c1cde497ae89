import type { Mapping } from '../../../contract/mapping.ts'
import { fill } from '../../domain/template/fill-template.ts'
import { machineFilling } from '../mapping/machine-filling.ts'
import { mapped } from '../mapping/mapped.ts'
import type { Parcel } from '../parcel.ts'
import { escapeAttribute } from './escape.ts'

/** What a mapping's value is called in a template: the entry `key` is {{own.key}}. */
export const ownName = (to: string): string => `own.${to}`

/**
 * A partner's own XML filled in: values are escaped so that they are good inside elements and inside attributes, which
 * is where a template may have them (xml-template-problems.ts). Without its declaration: whoever sends it writes one.
 */
export function fillXml(template: string, parcel: Parcel, mapping: Mapping | null): string {
  const own = mapped(parcel, mapping ?? []).map(({ to, values }): [string, string] => [ownName(to), values.join(',')])
  const filling = new Map([...machineFilling(parcel), ...own])
  return withoutDeclaration(fill(template, filling, escapeAttribute))
}

export const withoutDeclaration = (xml: string): string =>
  xml.replace(/^\uFEFF?\s*(<\?xml\s[^>]*\?>)?\s*/, '').trimEnd()
