import type { Preferences } from '../../../contract/preferences.ts'

/** Who is told about what partners do (F12, F65): who was nominated, each once; the broker when nobody was. */
export function nominatedEmails({ notifyEmails }: Preferences, broker: { notifyEmail: string }): string[] {
  const bySpelling = Map.groupBy(notifyEmails, (address) => address.toLowerCase())
  const each = [...bySpelling.values()].map(([first]) => first!)
  return each.length === 0 ? [broker.notifyEmail] : each
}
