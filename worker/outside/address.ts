import ipaddr from 'ipaddr.js'

/**
 * Why this address may not be called, in words for whoever typed it; null when it may (ENGINE 5). Asked when a partner
 * is saved and again before every call. Only https to public hosts; development may also call loopback, by http too.
 *
 * A public name can still resolve to a private address: Workers offer no way to pin what a name resolves to. What
 * saves us there is that Cloudflare's fetch leaves from its edge, which has no private network of ours behind it.
 */
export function addressProblem(address: string, { development }: { development: boolean }): string | null {
  const url = URL.canParse(address) ? new URL(address) : null
  if (url === null) return 'This is not an address. It should look like https://leads.example.com/new.'
  if (url.username !== '' || url.password !== '')
    return 'The address must not carry a user name or password. Send them in a header.'

  const host = plainHost(url)
  if (development && isLoopback(host)) return isWeb(url) ? null : 'The address must start with https:// or http://.'
  if (url.protocol !== 'https:') return 'The address must start with https://.'
  return hostProblem(host)
}

/** The WHATWG parser has already made 127.0.0.1 of 0x7f.1, 2130706433, 0177.1 and １２７.１, and lowered the case. */
const plainHost = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '').replace(/\.+$/, '')

const isWeb = (url: URL): boolean => url.protocol === 'https:' || url.protocol === 'http:'

function hostProblem(host: string): string | null {
  if (ipaddr.isValid(host)) return isPublic(ipaddr.parse(host)) ? null : 'This is an address inside a private network.'
  if (!host.includes('.')) return 'The address needs a full host name, such as leads.example.com.'
  if (privateSuffixes.some((suffix) => host.endsWith(suffix)))
    return 'This host name only works inside a private network.'
  return null
}

/** Names that never mean a public server (RFC 6761, 6762, 8375, 9476; ICANN's .internal) and usual home-made ones. */
const privateSuffixes = [
  '.internal',
  '.local',
  '.localhost',
  '.localdomain',
  '.home.arpa',
  '.in-addr.arpa',
  '.ip6.arpa',
  '.test',
  '.invalid',
  '.onion',
  '.alt',
  '.lan',
  '.intranet',
  '.corp',
  '.home',
  '.private',
]

/**
 * ipaddr.js calls everything "unicast" that is in no special range; that includes the deprecated ::127.0.0.1 spelling.
 * So an IPv6 address must also lie in 2000::/3, all that was ever given out. Mapped, NAT64, 6to4 and Teredo addresses
 * have ranges of their own and are refused whatever they wrap.
 */
function isPublic(ip: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  if (ip.range() !== 'unicast') return false
  return ip.kind() === 'ipv4' || ip.match(globalUnicast)
}

const globalUnicast = ipaddr.parseCIDR('2000::/3')

function isLoopback(host: string): boolean {
  if (host === 'localhost' || host.endsWith('.localhost')) return true
  return ipaddr.isValid(host) && ipaddr.parse(host).range() === 'loopback'
}
