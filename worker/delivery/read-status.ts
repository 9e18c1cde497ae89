import type { Answer } from '../outside/call-result.ts'
import { type Verdict, verdict } from './verdict.ts'

/**
 * What an HTTP status means by itself (ENGINE 5, D13): 2xx is accepted, 409 a duplicate, 410 "never again"; a 4xx is
 * final except 408, 425 and 429; a 5xx may be tried again; a redirect is not followed and final.
 */
export function readStatus({ status }: Pick<Answer, 'status'>): Verdict {
  if (status >= 200 && status < 300) return verdict('accepted', null)
  if (status === 409) return verdict('duplicate', 'The server answered 409: it has this lead already.')
  if (status === 410)
    return { ...verdict('error_final', 'The server answered 410: it wants nothing more here.'), disable: true }
  if (status >= 500 || triableAgain.includes(status))
    return verdict('error_retryable', `The server answered ${status}.`)
  if (status >= 300 && status < 400)
    return verdict('error_final', `The server answered ${status}: redirects are not followed.`)
  return verdict('error_final', `The server answered ${status}.`)
}

const triableAgain = [408, 425, 429]
