const longest = 1000

/**
 * The page that carried the form, as it is kept with the lead: origin, path and query. Null for what is no web page: a
 * detail that the visitor never saw must not stop the lead.
 */
export function toPageUrl(text: string): string | null {
  const url = URL.parse(text)
  if (url === null || !/^https?:$/.test(url.protocol)) return null
  return `${url.origin}${url.pathname}${url.search}`.slice(0, longest)
}
