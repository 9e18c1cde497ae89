import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { chooseAccount } from '../../../scripts/deploy/account.ts'
import { databaseIdIn, withDatabaseId } from '../../../scripts/deploy/database-id.ts'
import { secretNames } from '../../../scripts/deploy/secrets.ts'
import { whatIsOff } from '../../../scripts/deploy/what-is-off.ts'

const none = '00000000-0000-0000-0000-000000000000'
const id = '12345678-90ab-4cde-8f01-234567890abc'
const toml = `name = "baton"\n\n[[d1_databases]]\nbinding = "DB"\ndatabase_name = "baton"\ndatabase_id = "${none}" # later\nmigrations_dir = "db/migrations"\n`

describe('the database’s id in wrangler.toml', () => {
  it.each([
    ['is none while it stands for none', toml, null],
    ['is none when it is empty', 'database_id = ""', null],
    ['is none when the line is missing', 'name = "baton"', null],
    ['is what was written', withDatabaseId(toml, id), id],
  ])('promises that it %s', (_, text, expected) => {
    expect(databaseIdIn(text)).toBe(expected)
  })

  it('promises that nothing else of the file changes', () => {
    expect(withDatabaseId(toml, id)).toBe(toml.replace(`"${none}" # later`, `"${id}"`))
  })
})

describe('the account', () => {
  const accounts = [
    { id: 'a1', name: 'One' },
    { id: 'a2', name: 'Two' },
  ]

  it('promises the only one, or the one that was chosen', () => {
    expect(chooseAccount({ loggedIn: true, accounts: accounts.slice(0, 1) }, undefined)).toBe('One')
    expect(chooseAccount({ loggedIn: true, accounts }, 'a2')).toBe('Two')
  })

  it.each([
    ['nobody is signed in', { loggedIn: false }, /npx wrangler login/],
    ['there are several', { loggedIn: true, accounts }, /CLOUDFLARE_ACCOUNT_ID[\s\S]*a1 {2}One\na2 {2}Two/],
    ['there is none', { loggedIn: true, accounts: [] }, /sees no Cloudflare account/],
  ])('promises to say what to do when %s', (_, who, sentence) => {
    expect(() => chooseAccount(who, undefined)).toThrow(sentence)
  })
})

describe('the secrets of a deployment', () => {
  const ran = (code: number, stdout: string, stderr = '') => ({ code, stdout, stderr })

  it.each([
    ['those it has', ran(0, '[\n  {"name":"TENANT_SECRET","type":"secret_text"}\n]'), ['TENANT_SECRET']],
    ['none of a Worker that is not there', ran(1, '', '✘ [ERROR] Worker "baton" not found.\n'), []],
    ['no guess when the network fails', ran(1, '', '✘ [ERROR] fetch failed'), null],
    ['no guess when the answer is no list', ran(0, 'Something else'), null],
  ])('promises %s', (_, given, expected) => {
    expect(secretNames(given)).toEqual(expected)
  })
})

describe('what is off in a deployment', () => {
  it('promises a line for each thing that lacks secrets, with those that are missing', () => {
    const lines = whatIsOff(['TENANT_SECRET', 'SMTP_URL', 'MAIL_FROM', 'PAYPAL_CLIENT_ID', 'PAYPAL_CLIENT_SECRET'])
    expect(lines).toHaveLength(3)
    expect(lines[1]).toBe(
      'There are no payments by PayPal yet. Missing: PAYPAL_WEBHOOK_ID (docs/recipes/go-live-with-paypal.md).',
    )
  })

  it('promises that every secret is explained in .dev.vars.example', () => {
    const example = readFileSync('.dev.vars.example', 'utf8')
    const named = whatIsOff([]).flatMap((line) => line.match(/[A-Z]+(_[A-Z]+)+/g) ?? [])
    expect(named.length).toBe(10)
    expect(named.filter((name) => !example.includes(`${name}=`))).toEqual([])
  })
})
