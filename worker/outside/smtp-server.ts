export interface SmtpServer {
  host: string
  port: number
  /** TLS from the first byte; otherwise STARTTLS when the server offers it. */
  secure: boolean
  /** '' when the server wants no sign-in. */
  user: string
  password: string
}

/** What `SMTP_URL` says: smtps://user:password@host:465 or smtp://host:587. null when it says nothing of the kind. */
export function smtpServerOf(smtpUrl: string): SmtpServer | null {
  const url = URL.canParse(smtpUrl) ? new URL(smtpUrl) : null
  if (url === null || url.hostname === '' || !['smtp:', 'smtps:'].includes(url.protocol)) return null
  const secure = url.protocol === 'smtps:'
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (secure ? 465 : 587) : Number(url.port),
    secure,
    user: decode(url.username),
    password: decode(url.password),
  }
}

/** A password with a bare % in it is taken as it stands. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
