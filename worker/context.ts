import { formatId } from '../contract/id.ts'
import type { Access } from '../contract/login.ts'
import type { Committer } from '../db/commit.ts'
import type { JobRow } from '../db/store/jobs.ts'
import type { Env } from './env.ts'

/**
 * Who acts. A form acts for its introducer; jobs act for the house. `keyVersion` is checked again where it matters. A
 * partner comes with a key, or as a person who signed in: then `access` says how much of it that person may do (F57). Or
 * somebody of it opened the link of an e-mail, which is good for one thing only: its offer.
 */
export type Actor =
  | { kind: 'admin'; keyId: number; keyVersion: number }
  | { kind: 'partner'; keyId: number; keyVersion: number; partnerId: number }
  | { kind: 'partner'; loginId: number; sessionId: string; access: Access; partnerId: number }
  | { kind: 'partner'; link: 'offer'; partnerId: number }
  | { kind: 'form'; keyId: number; keyVersion: number; partnerId: number | null; leadTypeId: number; origins: string[] }
  | { kind: 'anybody' }
  | { kind: 'job' }

/** Everything an operation may use that is not its argument. The only source of time, randomness and the outside. */
export interface Ctx extends Committer {
  env: Env
  actor: Actor
  requestId: string
  /** The automations whose actions led to this (`aut_3`), the first one first: none comes twice (F61). */
  chain: readonly string[]
  /** Random bytes from the platform's secure source: the secrets of new keys. */
  randomBytes(length: number): Uint8Array
  /** Work that goes on after the answer (waitUntil). Whatever must not be lost is a job row as well. */
  defer(work: () => Promise<unknown>): void
  /** Runs a job that was just committed under its lease, after the answer and not before `afterMs`. */
  startJob(job: JobRow, afterMs?: number): void
}

/** How history names who did it: `key_3`, `lgn_5`, `ptn_12` by a link of its e-mails, `job`, `anybody`. */
export function actorName(actor: Actor): string {
  if ('keyId' in actor) return `key_${actor.keyId}`
  if ('loginId' in actor) return `lgn_${actor.loginId}`
  return 'link' in actor ? formatId('partner', actor.partnerId) : actor.kind
}
