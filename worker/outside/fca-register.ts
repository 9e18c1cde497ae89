import type { Env } from '../env.ts'
import type { CallResult } from './call-result.ts'
import type { FcaRegister } from './fca-register-settings.ts'
import { callOut } from './http.ts'

/** What the register knows of a number. `unclear` says nothing of the number: ask again later. */
export type RegisterAnswer =
  | { kind: 'found'; firm: { name: string; status: string } }
  | { kind: 'not_found' }
  | { kind: 'unclear'; because: string; retryAfter: string | undefined }

/** Asks the register about one firm reference number (F10). Its key is never in what is said about it. */
export async function askFcaRegister(
  env: Pick<Env, 'ENVIRONMENT'>,
  { url, email, key }: FcaRegister,
  fcaNumber: string,
): Promise<RegisterAnswer> {
  const result = await callOut(env, {
    url: `${url}/services/V0.1/Firm/${encodeURIComponent(fcaNumber)}`,
    method: 'GET',
    headers: { Accept: 'application/json', 'x-auth-email': email, 'x-auth-key': key },
  })
  return readAnswer(result, fcaNumber)
}

/** The register's own word on a firm: found, or neither of its two ways to say that there is none. */
const found = 'FSR-API-02-01-00'
const notFound = ['FSR-API-02-01-11', 'FSR-API-02-01-21']

/**
 * Any firm with that number will do, whatever its status says: an appointed representative has a number of its own and
 * is not "Authorised" (D7). What it says is kept for a person to read.
 */
function readAnswer(result: CallResult, fcaNumber: string): RegisterAnswer {
  if (result.kind !== 'answer') return { kind: 'unclear', because: result.because, retryAfter: undefined }
  const answer = readJson(result.body)
  const word = textOf(answer.Status)
  const firm = recordOf(Array.isArray(answer.Data) ? answer.Data[0] : null)
  if (word === found && textOf(firm.FRN) === fcaNumber)
    return { kind: 'found', firm: { name: textOf(firm['Organisation Name']), status: textOf(firm.Status) } }
  if (notFound.includes(word)) return { kind: 'not_found' }
  const because = `The register answered ${result.status}${/^FSR-API[0-9-]+$/.test(word) ? ` (${word})` : ''}.`
  return { kind: 'unclear', because, retryAfter: result.headers['retry-after'] }
}

function readJson(text: string): Record<string, unknown> {
  try {
    return recordOf(JSON.parse(text))
  } catch {
    return {}
  }
}

const recordOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}

/** One short line, whatever the other side sent. */
const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number'
    ? String(value)
        .replace(/\p{Cc}+/gu, ' ')
        .trim()
        .slice(0, 200)
    : ''
