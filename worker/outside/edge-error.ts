import type { Answer, NoAnswer } from './call-result.ts'

/**
 * The answers that Cloudflare's edge makes up when it cannot talk to a server, ours on the way out or the partner's
 * own in front of its server. A status of 52x alone says nothing: any server may send one.
 *
 * 522 also stands for a request that was not acknowledged within 90 s, but by then our own 15 s have run out, so the
 * ones that we see never got a connection.
 */
export function edgeError({ status, headers, body }: Answer): Pick<NoAnswer, 'kind' | 'because'> | null {
  const error = edgeErrors[status]
  if (error === undefined || !isFromTheEdge({ headers, body })) return null
  return { kind: error[0], because: error[1] }
}

const edgeErrors: Record<number, [NoAnswer['kind'], string]> = {
  520: ['unknown', 'The server broke off or answered something that is not HTTP (520).'],
  521: ['unreached', 'The server does not accept connections (521).'],
  522: ['unreached', 'The server could not be connected to in time (522).'],
  523: ['unreached', 'There is no way to the server (523).'],
  524: ['unknown', 'The server did not answer in time (524).'],
  525: ['unreached', 'The secure connection to the server failed (525).'],
  526: ['unreached', "The server's certificate is not valid (526)."],
  530: ['unreached', "The server's name cannot be resolved (530)."],
}

const isFromTheEdge = ({ headers, body }: Pick<Answer, 'headers' | 'body'>): boolean =>
  /^error code: (5|1\d)\d\d\s*$/.test(body) || (headers.server === 'cloudflare' && headers['cf-ray'] !== undefined)
