import { paint } from './say.ts'

/** An error for people: what is wrong in the first line, what to do about it in the others. Shown without a stack. */
export function refusal(...lines: string[]): Error {
  return Object.assign(new Error(lines.join('\n')), { name: 'Refusal' })
}

/** Shows why a command ended. A fault of our own keeps its stack, so that it can be mended. */
export function showError(error: unknown): void {
  const isForPeople = error instanceof Error && error.name === 'Refusal'
  const text = isForPeople ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)
  const [first = '', ...others] = text.split('\n')
  process.stderr.write(`\n${paint('red', '✗')} ${first}\n${others.map((line) => `  ${line}\n`).join('')}\n`)
}

/** Runs a command to its end: exit code 1 and a sentence when it cannot do what it was asked for. */
export async function main(command: () => Promise<void>): Promise<void> {
  try {
    await command()
  } catch (error) {
    showError(error)
    process.exitCode = 1
  }
}
