import { existsSync, readdirSync, statSync } from 'node:fs'
import { complaint, runTool } from '../command.ts'
import { refusal } from '../refusal.ts'

/** What the widget's script files are made of, and what they are. */
const sources = ['widget', 'contract', 'package-lock.json']
const results = ['dist/public/w.js', 'dist/public/frame.js']

/** Builds the widget into dist/public, where the Worker serves it from. */
export async function buildWidget(): Promise<void> {
  const built = await runTool('vite', ['build', '--config', 'widget/vite.config.ts'])
  if (built.code !== 0) throw refusal('The widget could not be built.', ...complaint(built))
}

/** Whether a file that the widget is made of is newer than the widget, or the widget is not there. */
export function isWidgetStale(): boolean {
  if (!results.every((path) => existsSync(path))) return true
  const builtAt = Math.min(...results.map((path) => statSync(path).mtimeMs))
  return sources.some((path) => newest(path) > builtAt)
}

/** When a file, or any file in a folder, was last changed, in epoch milliseconds. */
function newest(path: string): number {
  if (!statSync(path).isDirectory()) return statSync(path).mtimeMs
  const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  return Math.max(0, ...files.map((file) => statSync(`${file.parentPath}/${file.name}`).mtimeMs))
}
