import { type ProblemDocument, problemCodes } from '../../contract/problem.ts'
import { Problem } from '../problem.ts'

/**
 * The one place where a refusal becomes bytes (RFC 9457). `type` is the absolute address of the code's entry in this
 * deployment's own reference, so that whoever meets one in a log can open it.
 */
export function problemResponse(problem: Problem, { url, requestId }: { url: string; requestId: string }): Response {
  const { code, detail, errors, status } = problem
  const document: ProblemDocument = {
    type: `${new URL(url).origin}/docs#problem-${code}`,
    title: problemCodes[code][1],
    status,
    code,
    ...(detail !== undefined && { detail }),
    ...(errors.length > 0 && { errors }),
    requestId,
  }
  return new Response(JSON.stringify(document), {
    status,
    headers: { 'Content-Type': 'application/problem+json', ...moreHeaders(problem) },
  })
}

/** A refused method names the ones that would do (RFC 9110, 15.5.6). */
export function methodNotAllowed(allowed: readonly string[], about: { url: string; requestId: string }): Response {
  const detail = `It answers ${allowed.join(', ')}.`
  const response = problemResponse(new Problem('METHOD_NOT_ALLOWED', { detail }), about)
  response.headers.set('Allow', allowed.join(', '))
  return response
}

function moreHeaders({ status, retryAfter }: Problem): Record<string, string> {
  if (status === 401) return { 'WWW-Authenticate': 'Bearer realm="Baton"' }
  if (status === 429 || status === 503) return { 'Retry-After': String(retryAfter) }
  return {}
}
