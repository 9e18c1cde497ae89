import { existsSync, rmSync } from 'node:fs'
import { databaseFolder } from './demo/database.ts'
import { endLeftover, findRunning } from './demo/running.ts'
import { stateFolder } from './demo/state.ts'
import { main, refusal } from './refusal.ts'
import { say } from './say.ts'

/** Removes the local database and what the demo remembers. The settings in .dev.vars stay. */
await main(async () => {
  const running = await findRunning()
  if (running !== null)
    throw refusal(
      `Baton runs from this folder (process ${running.pid}), and its database cannot be taken away under it.`,
      'Stop it with Ctrl-C in its own terminal, then run `npm run reset` again.',
    )
  if (await endLeftover()) say('• Ended a Worker that was left over: the last `npm start` was killed.')
  const removed = [databaseFolder, stateFolder].filter((folder) => existsSync(folder))
  for (const folder of removed) rmSync(folder, { recursive: true, force: true })
  say(
    removed.length === 0
      ? 'There was nothing to remove: no local database, no demo.'
      : `Removed ${removed.join(' and ')}: the local database and what the demo remembered. .dev.vars is kept.`,
  )
  say('`npm start` makes a fresh demo broker.')
})
