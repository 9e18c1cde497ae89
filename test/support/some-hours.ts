import type { Random } from './random.ts'
import type { WorldPartner } from './world.ts'

/** One partner in three keeps hours, some of them over midnight; the window that counts is worked out when asked for. */
export function someHours(random: Random): Pick<WorldPartner, 'schedule' | 'openFrom' | 'openUntil'> {
  if (!random.chance(0.35)) return {}
  const from = random.pick(['07:00', '09:30', '22:00'])
  const to = random.pick(['12:00', '18:00', '02:00'])
  return { schedule: { windows: [{ days: [1, 2, 3, 4, 5, 6, 7], from, to }] }, openFrom: 0, openUntil: 0 }
}
