import type { Letter, Line } from './letter.ts'

/** The message as plain text: "Label: value", the values below one another, further lines of a value indented. */
export function letterText({ greeting, remark, fields, facts }: Letter): string {
  const width = Math.min(28, Math.max(...[...fields, ...facts].map(({ label }) => named(label).length)))
  const table = (lines: Line[]) => lines.map((line) => row(line, width)).join('\n')
  return `${[greeting, remark, table(fields), table(facts)].filter(Boolean).join('\n\n')}\n`
}

function row({ label, text }: Line, width: number): string {
  const [first = '', ...rest] = text.split('\n')
  const indent = ' '.repeat(width + 1)
  return [`${named(label).padEnd(width)} ${first}`, ...rest.map((line) => indent + line)]
    .map((line) => line.trimEnd())
    .join('\n')
}

/** "Postcode:", and "How many windows?" as it is. */
const named = (label: string): string => (/[?:]$/.test(label) ? label : `${label}:`)
