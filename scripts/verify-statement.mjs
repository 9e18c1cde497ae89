#!/usr/bin/env node
// Checks a Baton statement without Baton: node verify-statement.mjs statement.json [--keys keys.json] [--after earlier.json]
//
// It needs Node 20 or newer and nothing else: no network, no packages. Keep the keys file (the deployment's
// /.well-known/baton-statement-keys.json) from a day on which you trusted it; without it the numbers are checked and the
// signature is not, and the exit code is 3 (0: right and signed; 1: something is wrong; 2: a file or an option that
// cannot be used). --after takes the statement of the month before, checks it likewise, and that
// this one goes on from it.
import { createHash, createPublicKey, verify } from 'node:crypto'
import { readFileSync, realpathSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

const format = 'baton-statement-1'
const own = ['available', 'held']

/**
 * Everything that is wrong with a statement, in words, each with its line; empty when it is right.
 * `keys` are the published keys, or null; `after` is the statement of the month before, or null.
 */
export function checkStatement(statement, { keys = null, after = null } = {}) {
  const shape = shapeProblem(statement)
  if (shape !== null) return [shape]
  const { head, lines } = statement
  return [
    ...unknownKeys(statement),
    ...checkLines(head, lines),
    ...(keys === null ? [] : checkSignature(statement, keys)),
    ...(after === null ? [] : checkEarlier(after, statement, keys)),
  ]
}

/** What a hash is of, and what is signed: worker/domain/statements/statement-text.ts has the same. */
const lineText = (before, currency, line) =>
  JSON.stringify([
    before,
    line.n,
    line.id,
    line.kind,
    line.at,
    line.debit,
    line.credit,
    line.amount,
    currency,
    line.note,
    line.leadType,
    line.balance,
    line.held,
    line.payable,
  ])

const beginningText = (partner) => JSON.stringify([format, partner])

const headText = (head) => `${format}\n${sortedJson(head)}`

function sortedJson(value) {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, each]) => `${JSON.stringify(key)}:${sortedJson(each)}`).join(',')}}`
}

const hashOf = (text) => createHash('sha256').update(text, 'utf8').digest('base64url')

/** Line by line: its number, its arithmetic, its hash. Then whether the last one is where the head says it ends. */
function checkLines(head, lines) {
  const problems = []
  const { opening, closing } = head
  const say = sayer(head.currency)
  let last = opening
  if (opening.n === 0) {
    if (opening.hash !== hashOf(beginningText(head.partner)))
      problems.push('Opening: the hash is not that of a first line.')
    if (opening.balance !== 0 || opening.held !== 0 || opening.payable !== 0)
      problems.push('Opening: there is a balance before the first line.')
  }
  for (const [i, line] of lines.entries()) {
    const where = `Line ${line.n} (number ${i + 1} of this file)`
    if (line.n !== last.n + 1)
      problems.push(`${where}: expected line ${last.n + 1}. A line is missing, or out of order.`)
    for (const [name, expected] of Object.entries(balancesAfter(last, line)))
      if (line[name] !== expected)
        problems.push(
          `${where}: ${name} is ${say(name, line[name])}, and the line before leads to ${say(name, expected)}.`,
        )
    if (!(line.amount > 0)) problems.push(`${where}: the amount is not above zero.`)
    const type = line.leadType
    if (type !== null && !Object.hasOwn(head.leadTypes, type))
      problems.push(`${where}: ${type} is not named in the head.`)
    if (line.hash !== hashOf(lineText(last.hash, head.currency, line)))
      problems.push(`${where}: it is not what it was when it was hashed (or the hash of the line before is not).`)
    last = line
  }
  for (const name of ['n', 'balance', 'held', 'payable', 'hash'])
    if (closing[name] !== last[name])
      problems.push(`Closing: ${name} is ${say(name, closing[name])}, and the lines lead to ${say(name, last[name])}.`)
  return problems
}

const balancesAfter = (before, { debit, credit, amount }) => ({
  balance: before.balance + amount * (Number(own.includes(credit)) - Number(own.includes(debit))),
  held: before.held + amount * (Number(credit === 'held') - Number(debit === 'held')),
  payable: before.payable + amount * (Number(credit === 'payable') - Number(debit === 'payable')),
})

function checkSignature({ head, signature }, keys) {
  const key = keys.find(({ id }) => id === head.keyId)
  if (key === undefined) return [`Signature: the key ${head.keyId} is not among the keys that you gave.`]
  const bytes = Buffer.from(key.publicKey, 'base64url')
  const id = createHash('sha256').update(bytes).digest('hex').slice(0, 16)
  if (id !== key.id) return [`Signature: the key that is called ${key.id} is ${id}.`]
  const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: key.publicKey }, format: 'jwk' })
  const given = Buffer.from(String(signature), 'base64url')
  // The last letter has bits to spare: only the one way to write these bytes is the signature.
  const isSigned =
    given.toString('base64url') === signature && verify(null, Buffer.from(headText(head)), publicKey, given)
  return isSigned ? [] : ['Signature: the head is not what was signed, or another key signed it.']
}

/** What goes on from a statement that is not right proves nothing: the earlier one is checked too. */
function checkEarlier(after, statement, keys) {
  const problems = checkStatement(after, { keys }).map((problem) => `Earlier statement: ${problem}`)
  return shapeProblem(after) === null ? [...problems, ...checkContinues(after, statement)] : problems
}

function checkContinues({ head: earlier }, { head }) {
  const say = sayer(head.currency)
  return [
    ...(earlier.partner === head.partner ? [] : ['Earlier statement: it is about another partner.']),
    ...['n', 'balance', 'held', 'payable', 'hash']
      .filter((name) => earlier.closing[name] !== head.opening[name])
      .map(
        (name) =>
          `Opening: ${name} is ${say(name, head.opening[name])}, and the earlier statement ended with ${say(name, earlier.closing[name])}.`,
      ),
  ]
}

const fields = {
  head: [
    'issuer',
    'partner',
    'partnerName',
    'month',
    'zone',
    'from',
    'until',
    'currency',
    'opening',
    'closing',
    'leadTypes',
    'madeAt',
    'keyId',
  ],
  mark: ['n', 'balance', 'held', 'payable', 'hash'],
  line: [
    'n',
    'id',
    'kind',
    'at',
    'debit',
    'credit',
    'amount',
    'note',
    'leadType',
    'balance',
    'held',
    'payable',
    'hash',
  ],
}

function shapeProblem(statement) {
  if (typeof statement !== 'object' || statement === null) return 'This is no statement.'
  if (statement.format !== format)
    return `This is not a statement that can be read here: its format is ${statement.format}.`
  const { head, lines } = statement
  if (typeof head !== 'object' || head === null) return 'The head is missing.'
  if (!Array.isArray(lines)) return 'The lines are missing.'
  const missing = fields.head.find((name) => head[name] === undefined)
  if (missing !== undefined) return `Head: ${missing} is missing.`
  if (!/^[A-Z]{3}$/.test(head.currency)) return 'Head: the currency is none.'
  if (typeof head.leadTypes !== 'object' || head.leadTypes === null) return 'Head: leadTypes is not a list of names.'
  for (const mark of ['opening', 'closing'])
    for (const name of fields.mark) if (head[mark]?.[name] === undefined) return `Head: ${mark} has no ${name}.`
  for (const [i, line] of lines.entries())
    for (const name of fields.line)
      if (line?.[name] === undefined) return `Number ${i + 1} of this file: ${name} is missing.`
  return null
}

/** What is neither hashed nor signed has no place in a statement: nobody could tell who put it there. */
function unknownKeys(statement) {
  const more = (thing, known) => Object.keys(thing).filter((name) => !known.includes(name))
  return [
    ...more(statement, ['format', 'head', 'lines', 'signature']).map((name) => `${name}: this does not belong here.`),
    ...statement.lines.flatMap((line, i) =>
      more(line, fields.line).map(
        (name) => `Line ${line.n} (number ${i + 1} of this file): ${name} does not belong here.`,
      ),
    ),
  ]
}

const usage = 'node verify-statement.mjs statement.json [--keys keys.json] [--after earlier.json]'

/** What stops the check before it begins, in words for whoever called it. */
const stop = (words) => new Error(words, { cause: 'cannot be checked' })

/** Exit codes: 0 right and signed, 1 something is wrong, 2 it cannot be checked, 3 right as far as numbers go. */
function main(args) {
  try {
    return check(readArguments(args))
  } catch (error) {
    if (error.cause !== 'cannot be checked') throw error
    console.error(error.message)
    return 2
  }
}

function check({ file, keysFile, afterFile }) {
  const keys = keysFile === null ? null : readKeys(keysFile)
  const statement = readObject(file)
  const problems = checkStatement(statement, { keys, after: afterFile === null ? null : readObject(afterFile) })
  for (const problem of problems) console.error(`✗ ${problem}`)
  if (problems.length > 0) return 1
  const { head, lines } = statement
  const balance = moneyText(head.closing.balance, head.currency)
  console.log(
    `✓ ${head.partnerName} (${head.partner}), ${head.month}: ${lines.length} ${lines.length === 1 ? 'line' : 'lines'}, closing balance ${balance}.`,
  )
  if (keys === null) {
    console.log('  The numbers agree. THE SIGNATURE WAS NOT CHECKED, so anybody may have made this file: give --keys.')
    return 3
  }
  console.log(`  Signed by ${head.issuer} with key ${head.keyId} on ${head.madeAt}.`)
  return 0
}

function readArguments(args) {
  const given = { '--keys': null, '--after': null }
  const files = []
  for (let i = 0; i < args.length; i += 1) {
    const arg = args[i]
    if (!arg.startsWith('-')) files.push(arg)
    else if (!Object.hasOwn(given, arg)) throw stop(`There is no option ${arg}.\n${usage}`)
    else if (given[arg] !== null) throw stop(`${arg} is given twice.\n${usage}`)
    else {
      i += 1
      if (args[i] === undefined || args[i].startsWith('-')) throw stop(`${arg} needs a file behind it.\n${usage}`)
      given[arg] = args[i]
    }
  }
  if (files.length !== 1) throw stop(files.length === 0 ? usage : `Give one statement at a time.\n${usage}`)
  return { file: files[0], keysFile: given['--keys'], afterFile: given['--after'] }
}

function readKeys(path) {
  const { keys } = readObject(path)
  if (!Array.isArray(keys) || keys.length === 0) throw stop(`${path} has no keys: it must be {"keys": [...]}.`)
  for (const key of keys)
    if (typeof key?.id !== 'string' || typeof key.publicKey !== 'string' || !/^[\w-]{43}$/.test(key.publicKey))
      throw stop(`${path}: each key needs an id and a publicKey of 43 characters.`)
  return keys
}

function readObject(path) {
  const thing = parse(path, read(path))
  if (typeof thing !== 'object' || thing === null || Array.isArray(thing)) throw stop(`${path} is not a JSON object.`)
  return thing
}

function read(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    throw stop(`${path} cannot be read.`)
  }
}

function parse(path, text) {
  try {
    return JSON.parse(text)
  } catch {
    throw stop(`${path} is not JSON.`)
  }
}

/** A value of a mark or a line in words: money as money, the rest as it is. */
const sayer = (currency) => (name, value) =>
  ['balance', 'held', 'payable'].includes(name) && Number.isSafeInteger(value) ? moneyText(value, currency) : value

/** `12.50 GBP`, by the currency's own decimals. */
function moneyText(minor, currency) {
  const digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits
  const text = String(Math.abs(minor)).padStart(digits + 1, '0')
  const whole = text.slice(0, text.length - digits)
  return `${minor < 0 ? '-' : ''}${whole}${digits === 0 ? '' : `.${text.slice(-digits)}`} ${currency}`
}

// By its real path: it may be called through a link.
if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(realpathSync(process.argv[1])).href)
  process.exitCode = main(process.argv.slice(2))
