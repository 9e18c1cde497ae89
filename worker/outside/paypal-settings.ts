import type { Env } from '../env.ts'

/** PayPal's API, and who calls it. */
export interface PayPal {
  url: string
  clientId: string
  secret: string
  webhookId: string
}

type PayPalEnv = Pick<Env, 'PAYPAL_BASE_URL' | 'PAYPAL_CLIENT_ID' | 'PAYPAL_CLIENT_SECRET' | 'PAYPAL_WEBHOOK_ID'>

/** What the settings say; null when there are to be no payments by PayPal. The address is PayPal's own unless told. */
export const paypalOf = (env: PayPalEnv): PayPal | null =>
  env.PAYPAL_CLIENT_ID && env.PAYPAL_CLIENT_SECRET && env.PAYPAL_WEBHOOK_ID
    ? {
        url: (env.PAYPAL_BASE_URL || 'https://api-m.paypal.com').replace(/\/+$/, ''),
        clientId: env.PAYPAL_CLIENT_ID,
        secret: env.PAYPAL_CLIENT_SECRET,
        webhookId: env.PAYPAL_WEBHOOK_ID,
      }
    : null
