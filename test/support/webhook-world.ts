import { inject } from 'vitest'
import type { NewWebhook } from '../../contract/webhook.ts'
import { createWebhook } from '../../worker/operations/webhooks/create-webhook.ts'
import { type TestCtx, testDb } from './ctx.ts'
import type { SeenRequest } from './outside-world/http-server.ts'

/** A path of the outside server that nobody else uses, so that what was sent to it can be told apart. */
export function ownPath(): string {
  made += 1
  return `/hook-${Date.now()}-${made}`
}

let made = 0

/** An address of the outside server that answers as the query says: `status=410`, `header=retry-after:120`. */
export const addressOf = (path: string, answer = ''): string =>
  `${inject('outside').http}${path}${answer && `?${answer}`}`

/** What was sent to a path. */
export const seenAt = async (path: string): Promise<SeenRequest[]> =>
  (await fetch(`${inject('outside').http}/_seen?path=${path}`)).json()

/** A webhook of a test; it hears of delivered leads unless told. */
export const hook = (ctx: TestCtx, settings: Partial<NewWebhook> & Pick<NewWebhook, 'url'>) =>
  createWebhook(ctx, {
    name: 'A webhook',
    partnerId: null,
    format: 'standard',
    types: ['referral.delivered'],
    personData: false,
    active: true,
    ...settings,
  })

/** The jobs that send messages. */
export const waitingMessages = async (): Promise<{ id: string; due: number; attempts: number; party: number }[]> =>
  (
    await testDb()
      .prepare("SELECT id, due, attempts, party FROM jobs WHERE kind = 'send-webhook' ORDER BY due, id")
      .all<{ id: string; due: number; attempts: number; party: number }>()
  ).results
