import { connect } from 'cloudflare:sockets'

/**
 * Whether a plain TCP connection to this address fails. No byte is sent. For development only: in production
 * Cloudflare forbids sockets to its own addresses, behind which many servers stand, and its edge tells us anyway.
 */
export async function refusesConnections(address: string, signal: AbortSignal): Promise<boolean> {
  const url = new URL(address)
  const port = url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port)
  const socket = connect({ hostname: url.hostname.replace(/^\[|\]$/g, ''), port })
  try {
    await Promise.race([socket.opened, rejectWhen(signal)])
    return false
  } catch {
    return true
  } finally {
    socket.close().catch(() => {})
  }
}

const rejectWhen = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
