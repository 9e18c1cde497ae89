/** What a deployment does only with secrets of its own, and where it says how. */
const features = [
  {
    what: 'No e-mail goes out',
    secrets: ['SMTP_URL', 'MAIL_FROM'],
    how: '.dev.vars.example',
  },
  {
    what: 'No texts go out, and none are listened to',
    secrets: ['TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'SMS_FROM'],
    how: 'docs/recipes/go-live-with-texts.md',
  },
  {
    what: 'There are no payments by PayPal',
    secrets: ['PAYPAL_CLIENT_ID', 'PAYPAL_CLIENT_SECRET', 'PAYPAL_WEBHOOK_ID'],
    how: 'docs/recipes/go-live-with-paypal.md',
  },
  {
    what: 'FCA numbers are not checked',
    secrets: ['FCA_REGISTER_EMAIL', 'FCA_REGISTER_KEY'],
    how: '.dev.vars.example',
  },
] as const

/** One line for each thing that is off because a secret is missing, with what to set. */
export const whatIsOff = (secrets: readonly string[]): string[] =>
  features.flatMap(({ what, secrets: needed, how }) => {
    const missing = needed.filter((name) => !secrets.includes(name))
    return missing.length === 0 ? [] : [`${what} yet. Missing: ${missing.join(', ')} (${how}).`]
  })
