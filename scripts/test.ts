import { rmSync } from 'node:fs'
import { runTool } from './command.ts'
import { main } from './refusal.ts'
import { ensureChromium } from './testing/chromium.ts'

/** vitest's report of the last run, which .ci/run counts. */
const reportPath = '.baton/test-report.json'

/**
 * All tests: plain Node, the Workers runtime, Chromium, and the Worker that is killed. What is given behind `npm test --`
 * goes to vitest: a part of a file's name, `--project unit`, `-t "a title"`.
 */
await main(async () => {
  const args = process.argv.slice(2)
  if (needsBrowser(args)) await ensureChromium()
  rmSync(reportPath, { force: true })
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportPath}`]
  const { code } = await runTool('vitest', ['run', ...reporters, ...args], { shown: true })
  process.exitCode = code
})

/** Only a run that names other projects does without. */
function needsBrowser(args: string[]): boolean {
  const projects = args.flatMap((arg, i) => {
    if (arg.startsWith('--project=')) return [arg.slice('--project='.length)]
    return arg === '--project' ? [args[i + 1] ?? ''] : []
  })
  return projects.length === 0 || projects.includes('browser')
}
