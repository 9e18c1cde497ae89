/**
 * What every answer carries, whoever made it. A page that sets a policy of its own keeps it; everything else is data,
 * which no browser should ever run, frame or keep.
 */
export function withSafeHeaders(
  response: Response,
  { requestId, secure }: { requestId: string; secure: boolean },
): Response {
  const safe = new Response(response.body, response)
  safe.headers.set('Request-Id', requestId)
  safe.headers.set('X-Content-Type-Options', 'nosniff')
  if (secure) safe.headers.set('Strict-Transport-Security', 'max-age=31536000')
  setUnlessSet(safe.headers, 'Referrer-Policy', 'strict-origin-when-cross-origin')
  setUnlessSet(safe.headers, 'Content-Security-Policy', "default-src 'none'; frame-ancestors 'none'")
  setUnlessSet(safe.headers, 'Cache-Control', 'no-store')
  return safe
}

function setUnlessSet(headers: Headers, name: string, value: string): void {
  if (!headers.has(name)) headers.set(name, value)
}
