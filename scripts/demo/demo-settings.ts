import { paypalSettings } from '../demo-paypal.ts'

export interface DemoSettings {
  /** Settings of the Worker beside those of .dev.vars. */
  added: Record<string, string>
  /** What incoming texts are signed with. */
  textToken: string
}

/**
 * What the demo's Worker needs and .dev.vars does not say: where it answers itself, a double in PayPal's place, and something
 * to sign texts with. Whoever put an address or an account of their own into .dev.vars (PayPal's sandbox, Twilio) keeps it.
 */
export function demoSettings(
  vars: Record<string, string>,
  { worker, paypal, random }: { worker: string; paypal: string; random: () => string },
): DemoSettings {
  const known = vars.TWILIO_AUTH_TOKEN
  const textToken = known ?? random()
  return {
    added: {
      ...(vars.PUBLIC_URL === undefined && { PUBLIC_URL: worker }),
      ...(vars.PAYPAL_CLIENT_ID === undefined && paypalSettings(paypal)),
      ...(known === undefined && { TWILIO_AUTH_TOKEN: textToken }),
    },
    textToken,
  }
}
