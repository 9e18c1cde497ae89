import { findReplay } from '../../db/commit.ts'
import { type Actor, actorName } from '../context.ts'
import { sha256Hex } from '../operations/access/hash-key.ts'
import { Problem } from '../problem.ts'
import type { Bytes } from './read-bytes.ts'
import { type AnyRoute, isWrite } from './route.ts'

export interface Repeatable {
  key: string
  bodyHash: string
}

/**
 * What makes this request the same as another one (D16), or null when it carries no Idempotency-Key. A key counts
 * within its caller, method and path template; the same request is the same address and the same bytes.
 */
export async function repeatableOf(
  route: AnyRoute,
  { request, actor, bytes }: { request: Request; actor: Actor; bytes: Bytes },
): Promise<Repeatable | null> {
  const key = request.headers.get('Idempotency-Key')
  if (key === null || !isWrite(route)) return null
  if (!/^[\x20-\x7e]{1,255}$/.test(key)) throw new Problem('INVALID_HEADER', { errors: [badKey] })
  const { pathname, search } = new URL(request.url)
  return {
    key: await sha256Hex(encode([actorName(actor), route.method, route.path, key].join('\n'))),
    bodyHash: await sha256Hex(join(encode(`${pathname}${search}\n`), bytes)),
  }
}

/** The answer that this request got before, word for word; null when it is new. */
export async function replay(db: D1Database, { key, bodyHash }: Repeatable): Promise<Response | null> {
  const found = await findReplay(db, key)
  if (found === null) return null
  if (found.bodyHash !== bodyHash) throw new Problem('IDEMPOTENCY_MISMATCH')
  return Response.json(found.answer, { status: found.status, headers: { 'Idempotent-Replay': 'true' } })
}

const badKey = { pointer: 'Idempotency-Key', code: 'INVALID', message: 'Give 1 to 255 printable ASCII characters.' }

const encode = (text: string): Bytes => new TextEncoder().encode(text)

function join(first: Bytes, second: Bytes): Bytes {
  const both = new Uint8Array(first.length + second.length)
  both.set(first)
  both.set(second, first.length)
  return both
}
