import { mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isKey } from '../../../contract/access.ts'
import { completeDevVars, ensureDevVars, parseDevVars } from '../../../scripts/demo/dev-vars.ts'

const zeros = (size: number) => new Uint8Array(size)

describe('the settings of a local Worker', () => {
  it('promises a new file with a secret, a test key and the environment', () => {
    const vars = parseDevVars(completeDevVars('', zeros))
    expect(vars.TENANT_SECRET!.length).toBeGreaterThanOrEqual(32)
    expect(isKey(vars.ADMIN_KEY!)).toBe(true)
    expect(vars.ADMIN_KEY).toMatch(/^bt_test_/)
    expect(vars.ENVIRONMENT).toBe('development')
  })

  it('promises that what a person wrote is kept word for word', () => {
    const before = '# mine\nSMTP_URL="smtp://127.0.0.1:2525"\nTENANT_SECRET=one-that-is-long-enough-to-be-a-secret'
    const after = completeDevVars(before, zeros)
    expect(after.startsWith(`${before}\n`)).toBe(true)
    expect(parseDevVars(after)).toMatchObject({
      SMTP_URL: 'smtp://127.0.0.1:2525',
      TENANT_SECRET: 'one-that-is-long-enough-to-be-a-secret',
    })
  })

  it('promises that a complete file is left alone', () => {
    const complete = completeDevVars('', zeros)
    expect(completeDevVars(complete, zeros)).toBe(complete)
  })

  it('promises that a second start has the same key, and that others cannot read the file', () => {
    const path = join(mkdtempSync(join(tmpdir(), 'baton-')), '.dev.vars')
    const first = ensureDevVars(path)
    expect(first.made).toBe(true)
    expect(ensureDevVars(path)).toEqual({ vars: first.vars, made: false })
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o077).toBe(0)
  })

  it.each([
    ['ENVIRONMENT=production', /is for development/],
    ['TENANT_SECRET=short', /at least 32 characters/],
    ['ADMIN_KEY=bt_live_00000000000000000000000000000000', /no test key/],
  ])('promises a sentence instead of a demo that cannot work: %s', (line, sentence) => {
    const path = join(mkdtempSync(join(tmpdir(), 'baton-')), '.dev.vars')
    writeFileSync(path, `${line}\n`)
    expect(() => ensureDevVars(path)).toThrow(sentence)
  })

  it('promises that the example names every setting that the Worker reads', () => {
    const example = readFileSync('.dev.vars.example', 'utf8')
    const env = readFileSync('worker/env.ts', 'utf8')
    const read = [...env.matchAll(/^ {2}([A-Z_]+)\??: (?!D1|Fetcher)/gm)].map((match) => match[1]!)
    expect(read.length).toBeGreaterThan(3)
    expect(read.filter((name) => !new RegExp(`^#? ?${name}=`, 'm').test(example))).toEqual([])
  })
})
