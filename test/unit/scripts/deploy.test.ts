import { describe, expect, it } from 'vitest'
import { chooseAccount } from '../../../scripts/deploy/account.ts'
import { databaseIdIn, withDatabaseId } from '../../../scripts/deploy/database-id.ts'
import { secretNames } from '../../../scripts/deploy/secrets.ts'

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
