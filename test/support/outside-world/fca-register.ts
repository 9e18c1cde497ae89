import type { IncomingMessage, ServerResponse } from 'node:http'

/** Where a double of the FCA's register answers on the server of the outside. */
export const registerPath = '/services/V0.1/Firm/'

/** The key that the double lets in. */
export const registerKey = 'a-key-of-the-register'

/** Numbers begin with zeros, as no firm's does. Whatever is not here is not found. */
const firms: Record<string, object> = {
  '000101': { FRN: '000101', 'Organisation Name': 'Example Mortgages Ltd', Status: 'Authorised' },
  '000102': { FRN: '000102', 'Organisation Name': 'Example Advisers', Status: 'Appointed representative' },
  '000103': { FRN: '999998', 'Organisation Name': 'Somebody Else', Status: 'Authorised' },
}

/** Answers as the register does: the status of HTTP is 200 whether it knows the firm or not. */
export function answerAsRegister(url: URL, request: IncomingMessage, response: ServerResponse): void {
  const fcaNumber = url.pathname.slice(registerPath.length)
  const say = (status: number, body: unknown, headers = {}) =>
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body))
  const firm = firms[fcaNumber]
  if (request.headers['x-auth-key'] !== registerKey || !request.headers['x-auth-email'])
    say(401, { Status: 'FSR-API-01-01-11', Message: 'Unauthorised', Data: null })
  else if (fcaNumber === '000429') say(429, { Message: 'Too many requests' }, { 'retry-after': '120' })
  else if (fcaNumber === '000500') response.writeHead(500).end('<html>Sorry</html>')
  else if (fcaNumber === '000111') say(200, { Status: 'FSR-API-02-01-11', Message: 'Bad Request', Data: null })
  else if (firm === undefined) say(200, { Status: 'FSR-API-02-01-21', Message: 'Account Not Found', Data: null })
  else say(200, { Status: 'FSR-API-02-01-00', Message: 'Ok. Firm Found', Data: [firm] })
}
