import { randomUUID } from 'node:crypto'
import { apiAt } from './api.ts'
import { type CardFacts, card } from './demo/card.ts'
import { startCron } from './demo/cron.ts'
import { prepareDatabase } from './demo/database.ts'
import { prepareDemo } from './demo/demo.ts'
import { type DemoSettings, demoSettings } from './demo/demo-settings.ts'
import { ensureDevVars } from './demo/dev-vars.ts'
import { type Parts, startParts } from './demo/parts.ts'
import { endLeftover, findRunning, forgetRunning, noteRunning } from './demo/running.ts'
import { makeStops } from './demo/stops.ts'
import { watchWorker } from './demo/watch.ts'
import { buildWidget, isWidgetStale } from './demo/widget.ts'
import { startWorker, untilHealthy, workerLog } from './demo/worker.ts'
import type { SiteFacts } from './demo-site.ts'
import { during, endProgress } from './progress.ts'
import { refusal, showError } from './refusal.ts'
import { paint, say } from './say.ts'
import { startStory } from './story/story.ts'

const stops = makeStops()

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => end(0))

try {
  await start()
} catch (error) {
  // Whoever pressed Ctrl-C knows why the rest of the start fails.
  if (!stops.isStopping()) showError(error)
  await end(1)
}

/** Everything, in order: settings, ports, widget, database, Worker, demo broker, then the card and the story. */
async function start(): Promise<void> {
  const startedAt = Date.now()
  await mustBeAlone()
  const { vars, made } = ensureDevVars()
  if (made) say('• Made .dev.vars, with secrets of its own for this machine.')
  const token = randomUUID()
  const parts = await startParts(stops, token)

  if (isWidgetStale()) await during('Building the widget', buildWidget)
  await during('Preparing the database', () => prepareDatabase(vars.ADMIN_KEY), databaseText)
  const settings = demoSettings(vars, { worker: parts.worker.origin, paypal: parts.paypal, random: randomUUID })
  await during('Starting the Worker', () => runWorker(parts, { token, ...settings }))

  const api = apiAt(parts.worker.origin, vars.ADMIN_KEY)
  const formKeys = await prepareDemo(api, parts.buyer)
  if (formKeys !== null) parts.openSite(siteFacts(parts, formKeys))
  stops.add(startCron(parts.worker.origin))
  stops.add(await startStory(api))
  say(card(cardFacts(parts, { formKeys, adminKey: vars.ADMIN_KEY, readyMs: Date.now() - startedAt })))
}

/** Two of us on one database would be in each other's way. */
async function mustBeAlone(): Promise<void> {
  const running = await findRunning()
  if (running !== null)
    throw refusal(
      `Baton runs from this folder already (process ${running.pid}).`,
      `Open ${running.site}, or stop it with Ctrl-C in its own terminal.`,
    )
  if (await endLeftover()) say('• Ended a Worker that was left over: the last `npm start` was killed.')
}

/** Starts the Worker and waits for it. When it ends by itself later, everything ends, with what it said last. */
async function runWorker(
  { worker: { port, origin }, site }: Parts,
  { token, textToken, added }: { token: string } & DemoSettings,
): Promise<void> {
  const worker = startWorker(port, added)
  stops.add(forgetRunning)
  stops.add(() => worker.stop())
  noteRunning({ pid: process.pid, workerPid: worker.pid, worker: origin, site, token, textToken })
  await untilHealthy(worker, origin)
  worker.onLine((line) => line.trim() !== '' && !stops.isStopping() && say(paint('dim', `worker │ ${line}`)))
  const lost = (how: string) => {
    if (stops.isStopping()) return
    showError(refusal(`The Worker ${how}. What it said last (all of it is in ${workerLog}):`, ...worker.lastLines()))
    void end(1)
  }
  stops.add(watchWorker(origin, () => lost('does not answer any more')))
  void worker.ended.then((how) => lost(`ended by itself (${how})`))
}

function databaseText({ isNew, applied }: { isNew: boolean; applied: string[] }): string {
  if (isNew) return 'a new one'
  return applied.length > 0 ? `kept, ${applied.join(', ')} applied` : 'kept'
}

function siteFacts({ worker: { origin } }: Parts, { windows, mortgages }: Record<string, string>): SiteFacts {
  return { worker: origin, keys: { pk_your_form_key: windows!, pk_your_second_form_key: mortgages! } }
}

function cardFacts(
  { worker: { origin }, site, buyer, paypal }: Parts,
  rest: { formKeys: Record<string, string> | null } & Pick<CardFacts, 'adminKey' | 'readyMs'>,
): CardFacts {
  const demo = rest.formKeys && { page: site, hostedForm: `${origin}/f/${rest.formKeys.windows}`, buyer, paypal }
  return { ...rest, worker: origin, demo }
}

async function end(code: number): Promise<void> {
  const isFirst = !stops.isStopping() && stops.count() > 0
  endProgress()
  if (isFirst) say('\nStopping …')
  await stops.all()
  if (isFirst) say('Stopped. The data is kept: `npm start` goes on with it, `npm run reset` starts over.')
  process.exit(code)
}
