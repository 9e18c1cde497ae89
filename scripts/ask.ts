import { existsSync, readFileSync } from 'node:fs'
import { type Question, readQuestion } from './ask/question.ts'
import { readReply, readTextMessage, twilioRequest } from './ask/text-message.ts'
import { parseDevVars } from './demo/dev-vars.ts'
import { findRunning, type Running } from './demo/running.ts'
import { main, refusal } from './refusal.ts'

/**
 * Asks the API of the Baton that `npm start` runs from this folder, as its admin, or as whoever has the key in BATON_KEY,
 * with the answer laid out for people. A refusal by the API is printed like any answer, and is exit code 1. `text` and a number in front plays
 * a partner that sends a text message.
 */
await main(async () => {
  const [first, ...rest] = process.argv.slice(2)
  if (first === 'text') return text(readTextMessage(rest), await mustRun())
  const question = readQuestion(process.argv.slice(2))
  const running = await mustRun()
  const response = await send(running.worker, question)
  const answer = await response.text()
  const isJson = /json/.test(response.headers.get('Content-Type') ?? '')
  process.stdout.write(isJson ? `${JSON.stringify(JSON.parse(answer), null, 2)}\n` : `${answer.trimEnd()}\n`)
  if (!response.ok) process.exitCode = 1
})

async function mustRun(): Promise<Running> {
  const running = await findRunning()
  if (running === null) throw refusal('Baton does not run from this folder.', 'Start it in another terminal: npm start')
  return running
}

async function text(message: ReturnType<typeof readTextMessage>, { worker, textToken }: Running): Promise<void> {
  const url = `${worker}/hooks/twilio`
  const response = await fetch(url, { method: 'POST', ...twilioRequest(message, { url, token: textToken }) })
  const answer = await response.text()
  if (!response.ok) throw refusal(`The text was not taken: ${response.status}`, answer)
  process.stdout.write(`${readReply(answer) ?? 'Nothing is answered: this number wants no texts.'}\n`)
}

function send(origin: string, { method, path, body, csv }: Question): Promise<Response> {
  return fetch(`${origin}${path}`, {
    method,
    headers: {
      Authorization: `Bearer ${process.env.BATON_KEY ?? adminKey()}`,
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
