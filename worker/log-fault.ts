/**
 * One line of JSON about something that should not have happened. It may be read by anybody who reads logs: whatever
 * a message quotes, e-mail addresses and long numbers are left out, and nothing of a request's body or query goes in,
 * nor what in its path would let somebody in.
 */
export function logFault({
  error,
  path,
  ...about
}: {
  event: string
  requestId: string
  error: unknown
  path?: string
}): void {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error))
  const frames = stack?.split('\n').filter((line) => line.startsWith('    at ')) ?? []
  console.error(
    JSON.stringify({
      ...about,
      ...(path !== undefined && { path: withoutSignature(path) }),
      name,
      message: redact(message),
      stack: frames.slice(0, 12).map((line) => line.trim()),
    }),
  )
}

/** The links of e-mails (offers, paying in, statements) are signed: whoever has all of one may do what it is for. */
const withoutSignature = (path: string): string => path.replaceAll(/\.[\w-]{22}(?=\/|$)/g, '.…')

/** The message of a fault without anybody's data. drizzle quotes a query's parameters behind the query. */
export const redact = (text: string): string =>
  text
    .replace(/\nparams:.*/s, '')
    .replaceAll(/"[^"]*"|[^\s@,;]+@[^\s@,;]+|\+?\d(?:[ ()-]?\d){6,}/g, '…')
    .slice(0, 500)
