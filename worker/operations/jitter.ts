import type { Ctx } from '../context.ts'

/** A random number in [0, 1) that spreads retries, so that what failed together does not come back together. */
export function jitter({ randomBytes }: Pick<Ctx, 'randomBytes'>): number {
  const [high = 0, low = 0] = randomBytes(2)
  return (high * 256 + low) / 65_536
}
