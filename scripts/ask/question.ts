import { refusal } from '../refusal.ts'

/** One request to the API. */
export interface Question {
  method: string
  path: string
  /** JSON as it was typed; null for none. */
  body: string | null
  /** As a table instead of JSON, where the API has one. */
  csv: boolean
}

const usage = [
  'Usage: npm run ask -s -- [--csv] [METHOD] /v1/… [JSON body]',
  'Without a method it is a GET, or with a body a POST.',
  'Or as a partner with a telephone: npm run ask -s -- text +447700900123 "LEADS OFF"',
]

/** What was typed after `npm run ask --`. Refusals say how it is typed. */
export function readQuestion(args: readonly string[]): Question {
  const words = args.filter((word) => word !== '--csv')
  const method = /^[A-Z]+$/.test(words[0] ?? '') ? words.shift()! : null
  const [path, body = null, ...others] = words
  if (path === undefined || others.length > 0) throw refusal('Say what to ask for.', ...usage)
  // Git Bash on Windows takes /v1/leads for a folder of its own, so that it may come without the slash.
  const address = path.startsWith('/') ? path : `/${path}`
  if (!/^\/(v1\/|health$|openapi\.json$|\.well-known\/)/.test(address))
    throw refusal(`${path} is no address of the API.`, ...usage)
  if (body !== null && !isJson(body)) throw refusal(`This is no JSON: ${body}`, ...usage)
  return { method: method ?? (body === null ? 'GET' : 'POST'), path: address, body, csv: args.includes('--csv') }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
