import type { Transform } from '../../../contract/mapping.ts'

/**
 * One way to change a value on its way to a partner. One file each in transforms/. Pure; a text that it cannot read is
 * given back as it is, so that an odd value never stops a delivery.
 */
export interface Transformer<Kind extends Transform['kind'] = Transform['kind']> {
  kind: Kind
  /** What is wrong with its settings, as far as their schema cannot tell; null when nothing is. */
  problem?(settings: SettingsOf<Kind>): { key: string; message: string } | null
  /** `zone` is the partner's. */
  apply(text: string, settings: SettingsOf<Kind>, zone: string): string
}

export type SettingsOf<Kind extends Transform['kind']> = Extract<Transform, { kind: Kind }>
