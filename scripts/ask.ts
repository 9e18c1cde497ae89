import { existsSync, readFileSync } from 'node:fs'
import { type Question, readQuestion } from './ask/question.ts'
import { parseDevVars } from './demo/dev-vars.ts'
import { findRunning } from './demo/running.ts'
import { main, refusal } from './refusal.ts'

/**
 * Asks the API of the Baton that `npm start` runs from this folder, as its admin: with its key, and with the answer laid
 * out for people. A refusal by the API is printed like any answer, and is exit code 1.
 */
await main(async () => {
  const question = readQuestion(process.argv.slice(2))
  const running = await findRunning()
  if (running === null) throw refusal('Baton does not run from this folder.', 'Start it in another terminal: npm start')
  const response = await send(running.worker, question)
  const text = await response.text()
  const isJson = /json/.test(response.headers.get('Content-Type') ?? '')
  process.stdout.write(isJson ? `${JSON.stringify(JSON.parse(text), null, 2)}\n` : `${text.trimEnd()}\n`)
  if (!response.ok) process.exitCode = 1
})

function send(origin: string, { method, path, body, csv }: Question): Promise<Response> {
  return fetch(`${origin}${path}`, {
    method,
    headers: {
      Authorization: `Bearer ${adminKey()}`,
      ...(csv && { Accept: 'text/csv' }),
      ...(body !== null && { 'Content-Type': 'application/json' }),
    },
    body,
  })
}

function adminKey(): string {
  const { ADMIN_KEY } = parseDevVars(existsSync('.dev.vars') ? readFileSync('.dev.vars', 'utf8') : '')
  if (ADMIN_KEY === undefined) throw refusal('There is no ADMIN_KEY in .dev.vars.', '`npm start` makes one.')
  return ADMIN_KEY
}
