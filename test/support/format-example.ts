import type { Format } from '../../worker/delivery/format.ts'
import type { Parcel } from '../../worker/delivery/parcel.ts'

/** Whatever a format makes of a parcel, as named texts: headers and body, or subject, text and html. */
export type Written = Record<string, string | Record<string, string> | null>

/** What test/golden/delivery/<id>.ts says about a format. */
export interface FormatExample {
  /** What the format makes of the parcel of test/support/parcel.ts, to the byte. */
  golden: Written
  /** Reads back what a partner would: the reference, and the fields by name. */
  decode(written: Written, parcel: Parcel): { reference: string; fields: Record<string, unknown> }
  /** What the format promises to keep of a text: all of it, or a harmless version. */
  keeps(text: string): unknown
}

export const write = (format: Format, parcel: Parcel): Written =>
  format.via === 'internet'
    ? format.encode(parcel, { headers: { 'X-Api-Key': 'k-123' } })
    : format.encode(parcel, { copy: false })
