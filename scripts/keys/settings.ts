import { parseArgs } from 'node:util'
import * as v from 'valibot'
import { type BrokerSettings, brokerSettingsSchema } from '../../contract/broker.ts'
import { refusal } from '../refusal.ts'

/** What may be said behind `npm run keys --`. */
export interface KeyFlags {
  local: boolean
  /** How the key is called in lists. */
  name: string
  broker?: string
  zone: string
  currency: string
  email?: string
}

export const usage = [
  'npm run keys -- [--local] [--name "First admin key"]',
  '  and, where there is no broker yet: --broker "Hearth & Home Leads" --email office@example.com',
  '  [--zone Europe/London] [--currency GBP]',
]

export function readFlags(args: string[]): KeyFlags {
  try {
    const { values } = parseArgs({
      args,
      options: {
        local: { type: 'boolean', default: false },
        name: { type: 'string', default: 'First admin key' },
        broker: { type: 'string' },
        zone: { type: 'string', default: 'Europe/London' },
        currency: { type: 'string', default: 'GBP' },
        email: { type: 'string' },
      },
    })
    return values
  } catch (error) {
    throw refusal(`${(error as Error).message}.`, ...usage)
  }
}

/** The broker that is to be made. Refusal: something is missing or wrong, and everything that is. */
export function brokerSettings({
  broker = '',
  zone,
  currency,
  email = '',
}: Omit<KeyFlags, 'local' | 'name'>): BrokerSettings {
  const read = v.safeParse(brokerSettingsSchema, { name: broker, zone, currency, notifyEmail: email })
  if (read.success) return read.output
  const flags: Record<string, string> = {
    name: '--broker',
    zone: '--zone',
    currency: '--currency',
    notifyEmail: '--email',
  }
  const problems = read.issues.map((issue) => `${flags[v.getDotPath(issue) ?? ''] ?? ''}: ${issue.message}`)
  throw refusal('This database has no broker yet, so say whose it is.', ...problems, '', ...usage)
}
