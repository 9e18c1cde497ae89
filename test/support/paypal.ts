import { inject } from 'vitest'
import { clientId, clientSecret, webhookId } from '../../scripts/paypal/credentials.ts'
import type { Env } from '../../worker/env.ts'

/** The double of PayPal beside the Workers runtime (scripts/paypal), as tests use it. */

const base = (): string => `${inject('outside').http}/paypal`

/** Settings with which the Worker calls the double. */
export const paypalEnv = (): Partial<Env> => ({
  PAYPAL_CLIENT_ID: clientId,
  PAYPAL_CLIENT_SECRET: clientSecret,
  PAYPAL_WEBHOOK_ID: webhookId,
  PAYPAL_BASE_URL: base(),
})

export interface SentEvent {
  type: string
  headers: Record<string, string>
  body: string
}

/** A deed of the payer's or of PayPal's: `doAtPayPal('approve', orderId, 'pending')`. */
export async function doAtPayPal(
  deed: 'approve' | 'finish' | 'takeBack' | 'void',
  orderId: string,
  how?: unknown,
): Promise<unknown> {
  const response = await fetch(`${base()}/_do`, {
    method: 'POST',
    body: JSON.stringify({ do: deed, args: [orderId, how] }),
  })
  return response.json()
}

/** What PayPal would send about a payment of ours, oldest first. */
export async function eventsOf(topUpId: string): Promise<SentEvent[]> {
  return (await fetch(`${base()}/_events?about=${topUpId}`)).json()
}

/** An order as the double has it. */
export async function orderAtPayPal(id: string): Promise<{
  status: string
  amount: object
  returnUrl: string
  cancelUrl: string
  capture: { id: string; status: string } | null
}> {
  return (await fetch(`${base()}/_order?id=${id}`)).json()
}
