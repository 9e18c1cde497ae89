/** The bindings and settings of wrangler.toml and .dev.vars. */
export interface Env {
  DB: D1Database
  ASSETS: Fetcher
  /** `development` opens the dev mailbox, plain http to loopback, and nothing else. */
  ENVIRONMENT: 'production' | 'development'
  /**
   * Scheme and host that people reach this deployment at (`https://leads.example.com`): where links in e-mails lead. Without
   * it they have none, and say what to do otherwise.
   */
  PUBLIC_URL?: string
  /** Key of every keyed hash (dedupe keys, draws, form tokens): at least 32 characters. */
  TENANT_SECRET: string
  /** SMTP server as smtps://user:password@host:port or smtp://…; without it, development mail lands in the mailbox. */
  SMTP_URL?: string
  /** The From address of every message. */
  MAIL_FROM?: string
  /** Who asks the FCA's register about firm reference numbers. Without the two, numbers stay unverified. */
  FCA_REGISTER_EMAIL?: string
  FCA_REGISTER_KEY?: string
  /** The register's own address unless told: scheme and host. */
  FCA_REGISTER_URL?: string
  /** Text messages go through Twilio where these three are set; without them development's land in the mailbox. */
  TWILIO_ACCOUNT_SID?: string
  /** Also proves that an incoming text comes from Twilio. */
  TWILIO_AUTH_TOKEN?: string
  /** The number or name that texts come from, or the id of a messaging service (MG…). */
  SMS_FROM?: string
  /** Twilio's own address unless told: scheme and host of a double. */
  SMS_URL?: string
  /** A PayPal app's credentials, and the id of its webhook. Without all three there are no payments by PayPal. */
  PAYPAL_CLIENT_ID?: string
  PAYPAL_CLIENT_SECRET?: string
  PAYPAL_WEBHOOK_ID?: string
  /** Scheme and host of PayPal's API: the live one unless told (`https://api-m.sandbox.paypal.com`, or a double). */
  PAYPAL_BASE_URL?: string
  /** What the key that signs statements is made of; TENANT_SECRET unless told. Another one is another key. */
  STATEMENT_SECRET?: string
}
