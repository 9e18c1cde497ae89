import { readFileSync } from 'node:fs'
import type { FormatExample } from '../../support/format-example.ts'

/** Text and HTML must say the same, so `decode` reads both and compares. */
export const example: FormatExample = {
  golden: {
    subject: 'New lead: Double glazing [ref_01a2b3c4-d5e6-7f01-8a9b-0c1d2e3f0000000c]',
    text: read('./email.txt'),
    html: read('./email.html'),
  },
  decode({ text, html }, { fields }) {
    const fromText = readText(String(text))
    const fromHtml = readHtml(String(html))
    if (JSON.stringify(fromText) !== JSON.stringify(fromHtml)) throw new Error('Text and HTML differ.')
    return {
      reference: fromText.Reference ?? '',
      fields: Object.fromEntries(fields.map(({ name, label }) => [name, fromText[label]])),
    }
  },
  // Line breaks are LF; control characters, those that turn the direction among them, and outer blanks are dropped.
  keeps: (text) =>
    text
      .replace(/\r\n?/g, '\n')
      .replace(/[\u202A-\u202E\u2066-\u2069]|(?![\n\t])\p{Cc}/gu, '')
      .split('\n')
      .map((line) => line.trimEnd())
      .join('\n')
      .trim(),
}

function read(path: string): string {
  return readFileSync(new URL(path, import.meta.url), 'utf8')
}

/** A line with a label starts at the margin; the further lines of a value are indented. */
function readText(text: string): Record<string, string> {
  const rows: Record<string, string> = {}
  let label = ''
  const indent = /^Reference: */m.exec(text)?.[0].length ?? 0
  for (const line of text.split('\n').slice(1)) {
    const isLabelled = line !== '' && !line.startsWith(' ')
    if (isLabelled) label = line.slice(0, indent).replace(/:? *$/, '')
    if (isLabelled) rows[label] = line.slice(indent)
    else if (label !== '') rows[label] += `\n${line.slice(indent)}`
  }
  return Object.fromEntries(Object.entries(rows).map(([name, value]) => [name, value.trim()]))
}

function readHtml(html: string): Record<string, string> {
  const rows = [...html.matchAll(/<th[^>]*>([^<]*)<\/th><td[^>]*><bdi>(.*?)<\/bdi><\/td>/gs)]
  return Object.fromEntries(rows.map(([, label, value]) => [plain(label ?? ''), plain(value ?? '')]))
}

const plain = (html: string): string =>
  html
    .replace(/<br>/g, '\n')
    .replace(/<\/?a\b[^>]*>/g, '')
    .replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => entities[name] ?? '')
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trim()

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }
