import { Problem } from '../problem.ts'

export type Bytes = Uint8Array<ArrayBuffer>

/**
 * The whole body, as long as it keeps within its limit. What the client says of its length is believed only when it is
 * too much; otherwise bytes are counted as they come, so that a chunked body cannot grow past the limit either.
 */
export async function readBytes(request: Request, limit: number): Promise<Bytes> {
  if (Number(request.headers.get('Content-Length') ?? 0) > limit) throw tooLarge(limit)
  if (request.body === null) return new Uint8Array()
  const chunks: Bytes[] = []
  let size = 0
  for await (const chunk of request.body as ReadableStream<Bytes>) {
    size += chunk.length
    if (size > limit) throw tooLarge(limit)
    chunks.push(chunk)
  }
  return concatenate(chunks, size)
}

const tooLarge = (limit: number): Problem =>
  new Problem('BODY_TOO_LARGE', { detail: `At most ${limit} bytes (${Math.floor(limit / 1024)} KB) are read here.` })

function concatenate(chunks: Bytes[], size: number): Bytes {
  if (chunks.length === 1) return chunks[0]!
  const whole = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.length
  }
  return whole
}
