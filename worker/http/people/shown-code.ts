import * as v from 'valibot'
import { codeIdSchema } from '../../../contract/id.ts'
import { codeText } from '../../../contract/sign-in.ts'
import { Problem } from '../../problem.ts'
import { isFromOwnPage } from './own-origin.ts'

/**
 * The code that a page's form sent. What cannot be one is refused like a wrong one, and so is a form that stood on
 * another website: nobody is to be signed in as somebody else without noticing. Problems: CODE_REFUSED.
 */
export function shownCode(
  request: Request,
  { codeId, code }: { codeId: string; code: string },
): { codeId: string; code: string } {
  const read = v.safeParse(codeText, code)
  if (!isFromOwnPage(request) || !v.is(codeIdSchema, codeId)) throw new Problem('NOT_FOUND')
  return { codeId, code: read.success ? read.output : 'none' }
}

/** A page for a code that was refused, or for too many tries; every other fault goes on. */
export const orRefusal = (
  page: Promise<Response>,
  refusal: (error: string, about: { status: number; headers: Record<string, string> }) => Promise<Response>,
): Promise<Response> =>
  page.catch((error) => {
    if (!(error instanceof Problem) || !['CODE_REFUSED', 'RATE_LIMITED'].includes(error.code)) throw error
    const headers: Record<string, string> =
      error.code === 'RATE_LIMITED' ? { 'Retry-After': String(error.retryAfter) } : {}
    return refusal(error.message, { status: error.status, headers })
  })
