import type * as v from 'valibot'
import { type Access, hasAccess } from '../../contract/login.ts'
import type { ProblemCode } from '../../contract/problem.ts'
import type { Actor, Ctx } from '../context.ts'
import type { Cell } from './csv.ts'

/** Who may call a route. `anybody` needs no key at all. */
export type Caller = 'admin' | 'partner' | 'form' | 'anybody'

export type Entries = v.ObjectEntries

type Output<E extends Entries | undefined> = E extends Entries
  ? v.InferOutput<v.StrictObjectSchema<E, undefined>>
  : Record<string, never>

/**
 * One declaration per route (ENGINE 7): the handler, its OpenAPI operation and its row in the who-may matrix. A route
 * that names no callers does not compile. Params and query are objects of text schemas; unknown keys are refused.
 * `answers` has the one success status and the schema of its body; every problem that the handler itself can give is
 * listed in `problems` (the general ones come by themselves).
 */
export interface Route<
  Params extends Entries | undefined = Entries | undefined,
  Query extends Entries | undefined = Entries | undefined,
  Body extends v.GenericSchema | undefined = v.GenericSchema | undefined,
  Answer extends v.GenericSchema = v.GenericSchema,
> {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** `/v1/partners/{partnerId}` */
  path: `/${string}`
  may: readonly [Caller, ...Caller[]]
  /**
   * What a person who signed in for a partner needs to be allowed (F57); the partner's keys may all of it. Unless told,
   * whoever is in may read, and it takes `full` to change something.
   */
  partnerAccess?: Access
  /** Is not there at all (404) in any other environment. */
  onlyIn?: 'development'
  /**
   * It only reads, though it is no GET, since what it asks does not fit or belong into an address. Nothing of it is kept,
   * its answer neither: it takes no `?dryRun`, and an Idempotency-Key means nothing to it.
   */
  changes?: 'nothing'
  tag: string
  summary: string
  description?: string
  params?: Params
  query?: Query
  body?: Body
  /** Largest body in bytes; 64 KB unless told. */
  bodyLimit?: number
  answer: { status: 200 | 201 | 202; body: Answer }
  /** It can be had as CSV too (`?format=csv`, or `Accept: text/csv`): what the columns are called, and the rows. */
  csv?: {
    columns: readonly [string, ...string[]]
    /** Those that only the answer knows, behind the others. */
    moreColumns?(body: v.InferOutput<Answer>): readonly string[]
    rows(body: v.InferOutput<Answer>): readonly (readonly Cell[])[]
  }
  problems?: readonly ProblemCode[]
  /**
   * 'in-batch': the handler checks the key's version again inside its own batch, so that a cached key may open the
   * door (one round trip less on the way of a lead). Otherwise the key is read afresh for every request.
   */
  keyCheck?: 'in-batch'
  handle(
    ctx: Ctx,
    input: {
      params: Output<Params>
      query: Output<Query>
      body: Body extends v.GenericSchema ? v.InferOutput<Body> : undefined
      request: Request
    },
  ): Promise<v.InferOutput<Answer>>
}

export const route = <
  const Params extends Entries | undefined = undefined,
  const Query extends Entries | undefined = undefined,
  const Body extends v.GenericSchema | undefined = undefined,
  const Answer extends v.GenericSchema = v.GenericSchema,
>(
  declaration: Route<Params, Query, Body, Answer>,
): Route<Params, Query, Body, Answer> => declaration

/** Whether a call leaves something behind: what can be tried as a dry run, and must not be done twice. */
export const isWrite = ({ method, changes }: AnyRoute): boolean => method !== 'GET' && changes !== 'nothing'

/** What a person who signed in for a partner needs for this (F57). */
export const accessOf = (route: AnyRoute): Access => route.partnerAccess ?? (isWrite(route) ? 'full' : 'read')

/** Whether this is one of those whom the route names, with as much access as it takes. */
export const mayCall = (actor: Actor, route: AnyRoute): boolean =>
  (route.may as readonly string[]).includes(actor.kind) &&
  (!('access' in actor) || hasAccess(actor.access, accessOf(route)))

/** Any route, for lists of routes. */
// biome-ignore lint/suspicious/noExplicitAny: a list holds routes of every shape
export type AnyRoute = Route<any, any, any, any>
