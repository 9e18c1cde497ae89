import type { FieldProblem } from '../../contract/problem.ts'
import type { InternetSettings } from './format.ts'

type Key = 'template' | 'soapAction' | 'contentType'

/** Settings that were given and that the format has no use for: better said than silently ignored. */
export const uselessKeys = (settings: InternetSettings, keys: readonly Key[]): FieldProblem[] =>
  keys
    .filter((key) => (settings[key] ?? null) !== null)
    .map((key) => ({
      pointer: `/${key}`,
      code: 'NOT_FOR_THIS_FORMAT',
      message: `This format has no use for it: leave ${key} out.`,
    }))
