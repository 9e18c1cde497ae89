import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { formatKey, isKey, keyBytes } from '../../contract/access.ts'
import { refusal } from '../refusal.ts'

export interface DevVars {
  TENANT_SECRET: string
  ADMIN_KEY: string
  ENVIRONMENT: string
}

/** The settings of a local Worker, from .dev.vars. Made when missing; what a person wrote there is kept. */
export function ensureDevVars(path = '.dev.vars'): { vars: DevVars & Record<string, string>; made: boolean } {
  const before = existsSync(path) ? readFileSync(path, 'utf8') : null
  const text = completeDevVars(before ?? '', randomBytes)
  if (text !== before) writeFileSync(path, text, { mode: 0o600 })
  return { vars: checked(parseDevVars(text)), made: before === null }
}

/** `text` with whatever the demo needs and does not find in it. */
export function completeDevVars(text: string, random: (size: number) => Uint8Array): string {
  const known = parseDevVars(text)
  const fresh: DevVars = {
    TENANT_SECRET: Buffer.from(random(32)).toString('base64url'),
    ADMIN_KEY: formatKey('admin', { live: false, random: random(keyBytes) }),
    ENVIRONMENT: 'development',
  }
  const missing = Object.entries(fresh).filter(([name]) => !known[name])
  if (missing.length === 0) return text
  const start = text === '' ? '# Made by `npm start`, for this machine only. .dev.vars.example explains each.\n' : text
  const gap = start.endsWith('\n') ? '' : '\n'
  return `${start}${gap}${missing.map(([name, value]) => `${name}=${value}\n`).join('')}`
}

/** Names and values; quotes around a value are taken off, comments and empty lines left out. */
export function parseDevVars(text: string): Record<string, string> {
  const lines = text.split(/\r?\n/).map((line) => /^\s*(?:export\s+)?([A-Z][A-Z0-9_]*)\s*=\s*(.*?)\s*$/.exec(line))
  return Object.fromEntries(lines.flatMap((match) => (match === null ? [] : [[match[1]!, unquote(match[2]!)]])))
}

const unquote = (value: string): string => /^(["'`])(.*)\1$/.exec(value)?.[2] ?? value

function checked(vars: Record<string, string>): DevVars & Record<string, string> {
  const { TENANT_SECRET = '', ADMIN_KEY = '', ENVIRONMENT = '' } = vars
  if (ENVIRONMENT !== 'development')
    throw refusal(
      `.dev.vars says ENVIRONMENT=${ENVIRONMENT}, and \`npm start\` is for development.`,
      'Set it to development, or delete the line: the mailbox and the demo buyer need it.',
    )
  if (TENANT_SECRET.length < 32)
    throw refusal('TENANT_SECRET in .dev.vars is too short.', 'Give it at least 32 characters, or delete the line.')
  if (!isKey(ADMIN_KEY) || !ADMIN_KEY.startsWith('bt_test_'))
    throw refusal('ADMIN_KEY in .dev.vars is no test key.', 'Delete the line, and `npm start` makes one.')
  return { ...vars, TENANT_SECRET, ADMIN_KEY, ENVIRONMENT }
}
