/** The bindings and settings of wrangler.toml and .dev.vars. */
export interface Env {
  DB: D1Database
  ASSETS: Fetcher
  /** `development` opens the dev mailbox, plain http to loopback, and nothing else. */
  ENVIRONMENT: 'production' | 'development'
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
}
