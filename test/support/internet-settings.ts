import type { MappedValue } from '../../contract/mapping.ts'
import type { InternetSettings } from '../../worker/delivery/format.ts'

/** One value of a mapping; `more` changes what a mapping says seldom. */
export const aValue = (to: string, value: string, more: Partial<MappedValue> = {}): MappedValue => ({
  to,
  value,
  as: 'text',
  transforms: [],
  omitEmpty: false,
  secret: false,
  ...more,
})

/** Settings of an internet delivery without headers of the partner's own. */
export const someSettings = (more: Partial<InternetSettings> = {}): InternetSettings => ({ headers: {}, ...more })
