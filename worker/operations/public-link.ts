import type { Ctx } from '../context.ts'

/**
 * A path of this deployment as an address for an e-mail that no request asked for: the job that writes it does not know
 * where people reach the house. Null without the setting PUBLIC_URL, or where it is no address of a website: then the
 * e-mail says what to do without a link.
 */
export function publicLink({ env }: Pick<Ctx, 'env'>, path: `/${string}`): string | null {
  const house = URL.parse(env.PUBLIC_URL ?? '')
  if (house === null || !/^https?:$/.test(house.protocol)) return null
  return `${house.origin}${path}`
}
