/**
 * Who is asking, as far as the network tells, for limits on what strangers may do: an IPv4 address, or the /64 of an
 * IPv6 one, since a household or a rented machine has all of it. Null where nobody tells. Cloudflare sets the header
 * itself, whatever a client sends.
 */
export function callerAddress({ headers }: Request): string | null {
  const address = headers.get('CF-Connecting-IP')
  if (address === null) return null
  return address.includes(':') ? network(address) : address
}

/** `2001:db8::7` is `2001:db8:0:0`. */
function network(address: string): string {
  const [before = '', after] = address.toLowerCase().split('::')
  const [head, tail] = [words(before), words(after ?? '')]
  const gap = after === undefined ? 0 : 8 - head.length - tail.length
  const all = [...head, ...Array<string>(Math.max(gap, 0)).fill('0'), ...tail]
  return all
    .slice(0, 4)
    .map((word) => word.replace(/^0+(?=.)/, ''))
    .join(':')
}

const words = (text: string): string[] => (text === '' ? [] : text.split(':'))
