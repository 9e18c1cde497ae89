import type { Transform } from '../../../contract/mapping.ts'
import type { Transformer } from './transform.ts'
import { changeCase } from './transforms/change-case.ts'
import { date } from './transforms/date.ts'
import { phone } from './transforms/phone.ts'
import { shorten } from './transforms/shorten.ts'
import { values } from './transforms/values.ts'
import { words } from './transforms/words.ts'

/** Every transform, by the kind that settings carry (contract/mapping.ts). test/unit/house.test.ts compares the folder. */
const transformers: { [Kind in Transform['kind']]: Transformer<Kind> } = {
  date,
  values,
  case: changeCase,
  phone,
  words,
  shorten,
}

/** A value after all of its transforms, in their order. */
export const transformed = (text: string, transforms: readonly Transform[], zone: string): string =>
  transforms.reduce((so, settings) => transformerOf(settings).apply(so, settings, zone), text)

/** What is wrong with one transform's settings. */
export const transformProblem = (settings: Transform): { key: string; message: string } | null =>
  transformerOf(settings).problem?.(settings) ?? null

const transformerOf = ({ kind }: Transform): Transformer => transformers[kind] as Transformer
