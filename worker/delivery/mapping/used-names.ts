import { parseTemplate } from '../../domain/template/parse-template.ts'
import { namesIn } from '../../domain/template/template-problems.ts'
import type { InternetSettings } from '../format.ts'

/** The merge fields that settings use, each once: what to look for when fields go. */
export const usedNames = ({ mapping, template }: Pick<InternetSettings, 'mapping' | 'template'>): string[] => [
  ...new Set(
    [...(mapping ?? []).map(({ value }) => value), template ?? '']
      .flatMap((text) => namesIn(parseTemplate(text).pieces))
      .map(({ name }) => name)
      .filter((name) => !name.startsWith('own.')),
  ),
]
