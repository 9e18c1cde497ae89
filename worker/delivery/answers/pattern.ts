import { RE2JS } from 're2js'

/**
 * A partner's pattern. RE2's syntax and its promise: the time it takes grows with the text and never explodes, whatever
 * the pattern (no look-ahead, no back-references). JavaScript's own engine has no such promise
 * (docs/decisions/0017-answers-are-read-by-rules.md).
 */
export interface Pattern {
  /** How many steps the pattern has: what it costs a character. */
  size: number
  /** The group of that number where it first matches, 0 being all of the match; null when it does not. */
  find(text: string, group?: number): string | null
  /** How many groups it has. */
  groups: number
}

/** The pattern, or what is wrong with it in words for whoever wrote it. */
export function compilePattern(source: string): Pattern | string {
  const known = compiled.get(source)
  if (known !== undefined) return known
  const made = compile(source)
  if (compiled.size >= mostCompiled) compiled.clear()
  compiled.set(source, made)
  return made
}

const compiled = new Map<string, Pattern | string>()
const mostCompiled = 200

function compile(source: string): Pattern | string {
  try {
    const pattern = RE2JS.compile(source)
    return {
      size: pattern.programSize(),
      groups: pattern.groupCount(),
      find(text, group = 0) {
        const matcher = pattern.matcher(text)
        return matcher.find() ? (matcher.group(group) ?? '') : null
      },
    }
  } catch (error) {
    const because = error instanceof Error ? error.message.replace(/^error parsing regexp: /, '') : ''
    return `This pattern cannot be read: ${because.slice(0, 200)}. Look-ahead and back-references are not known here.`
  }
}
