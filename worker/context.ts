import type { Committer } from '../db/commit.ts'
import type { JobRow } from '../db/store/jobs.ts'
import type { Env } from './env.ts'

/** Who acts. A form acts for its introducer; jobs act for the house. `keyVersion` is checked again where it matters. */
export type Actor =
  | { kind: 'admin'; keyId: number; keyVersion: number }
  | { kind: 'partner'; keyId: number; keyVersion: number; partnerId: number }
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

/** How history names who did it: `key_3`, `job`, `anybody`. */
export const actorName = (actor: Actor): string => ('keyId' in actor ? `key_${actor.keyId}` : actor.kind)
