import { execFileSync, spawnSync } from 'node:child_process'
import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { SignedLine, StatementDocument, StatementHead } from '../../../contract/statement.ts'
import { checkStatement } from '../../../scripts/verify-statement.mjs'
import { beginningText, headText, lineText } from '../../../worker/domain/statements/statement-text.ts'

const { privateKey, publicKey } = generateKeyPairSync('ed25519')
const x = publicKey.export({ format: 'jwk' }).x!
const keyId = createHash('sha256').update(Buffer.from(x, 'base64url')).digest('hex').slice(0, 16)
const keys = [{ id: keyId, publicKey: x }]

const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url')

/** A statement as the house makes it: five lines of every sort, signed. */
function statement(): StatementDocument {
  const raw: [
    debit: string,
    credit: string,
    amount: number,
    kind: string,
    id: string,
    note: string | null,
    type: string | null,
  ][] = [
    ['clearing', 'available', 10_000, 'payment', 'topup:CP1', null, null],
    ['clearing', 'vat', 2000, 'payment', 'topup:CP1:vat', null, null],
    ['available', 'held', 1500, 'hold', 'hold:ref_a', null, 'typ_1'],
    ['held', 'revenue', 1500, 'settle', 'settle:ref_a:accepted', null, 'typ_1'],
    ['commissions', 'payable', 300, 'commission', 'introducer:lead_b:1', 'Agreed', 'typ_2'],
  ]
  let last = { n: 7, balance: -250, held: 0, payable: 40, hash: hashOf('what came before') }
  const opening = last
  const own = (account: string) => Number(account === 'available' || account === 'held')
  const lines = raw.map(([debit, credit, amount, kind, id, note, leadType], i): SignedLine => {
    const line = {
      n: last.n + 1,
      id,
      kind,
      at: `2026-10-0${i + 1}T10:00:00.000Z`,
      debit,
      credit,
      amount,
      note,
      leadType,
      balance: last.balance + amount * (own(credit) - own(debit)),
      held: last.held + amount * (Number(credit === 'held') - Number(debit === 'held')),
      payable: last.payable + amount * (Number(credit === 'payable') - Number(debit === 'payable')),
    }
    const hashed = { ...line, hash: hashOf(lineText(last.hash, 'GBP', line)) }
    last = hashed
    return hashed
  })
  const { n, balance, held, payable, hash } = last
  return resign({
    format: 'baton-statement-1',
    head: {
      issuer: 'Hearth & Home Leads',
      partner: 'ptn_1',
      partnerName: 'Northside Windows',
      month: '2026-10',
      zone: 'Europe/London',
      from: '2026-09-30T23:00:00.000Z',
      until: '2026-11-01T00:00:00.000Z',
      currency: 'GBP',
      opening,
      closing: { n, balance, held, payable, hash },
      leadTypes: { typ_1: 'Boilers', typ_2: 'Windows' },
      madeAt: '2026-11-02T03:32:00.000Z',
      keyId,
    },
    lines,
    signature: '',
  })
}

const resign = (document: StatementDocument): StatementDocument => ({
  ...document,
  signature: sign(null, Buffer.from(headText(document.head)), privateKey).toString('base64url'),
})

const check = (document: unknown) => checkStatement(document, { keys })

/** A statement, changed by hand. */
const changed = (change: (document: StatementDocument) => void): StatementDocument => {
  const document = structuredClone(statement())
  change(document)
  return document
}

describe('the verifier', () => {
  it('promises to find nothing wrong with what is right', () => {
    expect(check(statement())).toEqual([])
  })

  const values: Partial<Record<keyof SignedLine, unknown>> = {
    n: 99,
    id: 'settle:ref_b:accepted',
    kind: 'adjustment',
    at: '2026-10-03T10:00:00.001Z',
    debit: 'world',
    credit: 'commissions',
    amount: 1501,
    note: 'x',
    leadType: 'typ_2',
    balance: 1,
    held: 1,
    payable: 1,
    hash: hashOf('another'),
  }

  const changes = Object.entries(values).map(
    ([name, value]) =>
      [name, (line: SignedLine) => (name === 'leadType' && line.leadType === value ? 'typ_1' : value)] as const,
  )

  it.each(changes)('promises to name the line whose %s was changed', (name, value) => {
    for (const i of [0, 2, 4]) {
      const problems = check(changed(({ lines }) => Object.assign(lines[i]!, { [name]: value(lines[i]!) })))
      expect(problems.join('\n')).toContain(`(number ${i + 1} of this file)`)
    }
  })

  const head = statement().head
  const otherText = (value: unknown) => (typeof value === 'string' ? `${value}!` : { ...(value as object), more: 'x' })

  it.each(Object.keys(head) as (keyof StatementHead)[])('promises to see that %s of the head was changed', (name) => {
    expect(check(changed((document) => Object.assign(document.head, { [name]: otherText(head[name]) })))).not.toEqual(
      [],
    )
  })

  it.each(['opening', 'closing'] as const)('promises to see any change of the %s', (mark) => {
    for (const name of ['n', 'balance', 'held', 'payable', 'hash'])
      expect(check(changed((document) => Object.assign(document.head[mark], { [name]: 5 })))).not.toEqual([])
  })

  const lists: [name: string, change: (lines: SignedLine[]) => void, number: number][] = [
    ['was taken out', (lines) => void lines.splice(2, 1), 3],
    ['was taken from the end', (lines) => void lines.pop(), 0],
    ['was put in', (lines) => void lines.splice(2, 0, { ...lines[1]! }), 3],
    ['changed places', (lines) => void lines.splice(1, 2, lines[2]!, lines[1]!), 2],
  ]

  it.each(lists)('promises to see that a line %s, and where', (_name, change, number) => {
    const problems = check(changed(({ lines }) => change(lines))).join('\n')
    expect(problems).toContain(number === 0 ? 'Closing' : `(number ${number} of this file)`)
  })

  it('promises that new hashes over changed lines do not fit the signature', () => {
    const forged = changed(({ lines, head: signed }) => {
      lines[4]!.note = 'Agreed later'
      lines[4]!.hash = hashOf(lineText(lines[3]!.hash, 'GBP', lines[4]!))
      signed.closing.hash = lines[4]!.hash
    })
    expect(check(forged)).toEqual(['Signature: the head is not what was signed, or another key signed it.'])
  })

  it.each([
    '',
    'A'.repeat(86),
    statement().signature.slice(0, -1),
    `${statement().signature}A`,
    sparedBits(statement().signature),
  ])('promises to refuse the signature %s', (signature) => {
    expect(check(changed((document) => Object.assign(document, { signature })))).toHaveLength(1)
  })

  it('promises to say that a key is none of those it was given, or not what it is called', () => {
    expect(checkStatement(statement(), { keys: [] })).toHaveLength(1)
    const { publicKey: other } = generateKeyPairSync('ed25519')
    const wrong = [{ id: keyId, publicKey: other.export({ format: 'jwk' }).x! }]
    expect(checkStatement(statement(), { keys: wrong })[0]).toContain(keyId)
  })

  it.each([
    [{ more: 1 }, 'more: this does not belong here.'],
    [{ format: 'baton-statement-2' }, 'baton-statement-2'],
    [{ lines: 1 }, 'lines'],
  ])('promises to say what is odd about %j', (change, said) => {
    expect(check({ ...statement(), ...change }).join('\n')).toContain(said)
  })

  it('promises that words smuggled into a line are seen', () => {
    expect(check(changed(({ lines }) => Object.assign(lines[1]!, { words: 'Free of charge' })))).toEqual([
      'Line 9 (number 2 of this file): words does not belong here.',
    ])
  })

  it('promises that a single changed character of the file is never taken for right', () => {
    const text = JSON.stringify(statement())
    for (let i = 0; i < text.length; i += 1) {
      const other = text[i] === '1' ? '2' : '1'
      const file = text.slice(0, i) + other + text.slice(i + 1)
      expect([i, problemsOf(file).length > 0]).toEqual([i, true])
    }
  })

  it('promises that a first statement begins at nothing', () => {
    const first = changed(({ head: signed }) => Object.assign(signed.opening, { n: 0 }))
    expect(check(first).join('\n')).toContain('Opening: there is a balance before the first line.')
    expect(hashOf(beginningText('ptn_1'))).not.toBe(hashOf(beginningText('ptn_2')))
  })
})

/** The same bytes, written with another last letter. */
function sparedBits(signature: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  return signature.slice(0, -1) + alphabet[alphabet.indexOf(signature.at(-1)!) ^ 1]
}

/** A file that is no JSON any more is no statement either. */
function problemsOf(file: string): string[] {
  try {
    return check(JSON.parse(file))
  } catch {
    return ['no JSON']
  }
}

describe('the verifier as a command', () => {
  let folder: string
  const path = (name: string) => join(folder, name)
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'baton-'))
    writeFileSync(path('good.json'), JSON.stringify(statement()))
    writeFileSync(path('bad.json'), JSON.stringify(changed(({ lines }) => Object.assign(lines[1]!, { amount: 1 }))))
    writeFileSync(path('keys.json'), JSON.stringify({ keys }))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('promises an exit code of 0 and who signed it', () => {
    const said = execFileSync(process.execPath, [
      'scripts/verify-statement.mjs',
      path('good.json'),
      '--keys',
      path('keys.json'),
    ])
    expect(String(said)).toMatch(/^✓ Northside Windows \(ptn_1\), 2026-10: 5 lines[\s\S]*Signed by Hearth & Home Leads/)
  })

  it('promises an exit code of 1 and the line that is wrong', () => {
    const { status, stderr } = spawnSync(process.execPath, [
      'scripts/verify-statement.mjs',
      '--keys',
      path('keys.json'),
      path('bad.json'),
    ])
    expect(status).toBe(1)
    expect(String(stderr)).toContain('✗ Line 9 (number 2 of this file)')
  })

  const run = (...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/verify-statement.mjs', ...args])
    return { status, said: String(stdout) + String(stderr) }
  }

  it('promises to say how it is called', () => {
    expect(run()).toEqual({ status: 2, said: expect.stringContaining('statement.json') })
  })

  it('promises that without keys nothing is called signed, and the exit code is 3', () => {
    const { status, said } = run(path('good.json'))
    expect([status, said]).toEqual([3, expect.stringContaining('SIGNATURE WAS NOT CHECKED')])
    expect(said).not.toContain('Signed by')
  })

  it('promises amounts as money', () => {
    expect(run(path('good.json'), '--keys', path('keys.json')).said).toContain('closing balance 82.50 GBP.')
  })

  const files: [name: string, text: string, said: RegExp][] = [
    ['a statement', JSON.stringify(statement()), /has no keys/],
    ['an object without keys', '{}', /has no keys/],
    ['an empty list of keys', '{"keys":[]}', /has no keys/],
    ['keys that are no list', '{"keys":{"a":1}}', /has no keys/],
    ['a key without letters', '{"keys":[{"id":"a"}]}', /needs an id and a publicKey/],
    ['a bare list', JSON.stringify(keys), /is not a JSON object/],
    ['null', 'null', /is not a JSON object/],
    ['no JSON', 'keys', /is not JSON/],
  ]

  it.each(files)('promises that %s as keys is refused in one sentence', (_name, text, said) => {
    writeFileSync(path('odd.json'), text)
    const answer = run(path('good.json'), '--keys', path('odd.json'))
    expect(answer).toEqual({ status: 2, said: expect.stringMatching(said) })
    expect(answer.said.trim()).not.toMatch(/\n|Signed by/)
  })

  it.each([
    ['a file that is not there', ['none.json'], /cannot be read/],
    ['a list', ['list.json'], /is not a JSON object/],
    ['--keys without a file', ['good.json', '--keys'], /--keys needs a file/],
    ['--keys before another option', ['good.json', '--keys', '--after'], /--keys needs a file/],
    ['an option that there is not', ['good.json', '--key', 'keys.json'], /There is no option --key/],
    ['two statements', ['good.json', 'bad.json'], /one statement/],
  ])('promises that %s is refused without a trace of the stack', (_name, args, said) => {
    writeFileSync(path('list.json'), '[]')
    const answer = run(...args.map((arg) => (arg.startsWith('-') ? arg : path(arg))))
    expect(answer).toEqual({ status: 2, said: expect.stringMatching(said) })
    expect(answer.said).not.toMatch(/at .*:\d+|Signed by/)
  })
})
