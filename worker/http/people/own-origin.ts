/**
 * Whether a form was sent from a page of ours. Browsers say where a form stood; what is no browser says nothing, and
 * carries no cookie either.
 */
export function isFromOwnPage({ headers, url }: Request): boolean {
  const site = headers.get('Sec-Fetch-Site')
  if (site !== null) return site === 'same-origin' || site === 'none'
  const origin = headers.get('Origin')
  return origin === null || origin === new URL(url).origin
}
