/** The data of a notice as templates name it: each a text as a person reads it. Nothing to say is an empty text. */
export const noticeFilling = (data: object): ReadonlyMap<string, string> =>
  new Map(Object.entries(data).map(([name, value]) => [name, textOf(value)]))

/** What is true is said with `yes`, so that a section can ask for it; what is not is not there. */
function textOf(value: unknown): string {
  if (value === null || value === undefined || value === false) return ''
  if (value === true) return 'yes'
  if (Array.isArray(value)) return value.map(textOf).join('\n')
  return typeof value === 'object' ? Object.values(value).map(textOf).join(': ') : String(value)
}
