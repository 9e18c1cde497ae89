import { isLive, paint, say } from './say.ts'

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']

/**
 * Does something slow and shows that it is going on: a moving sign with the seconds on a terminal, otherwise a line
 * before and a line after. `done` says more of what came of it.
 */
export async function during<T>(title: string, work: () => Promise<T>, done?: (value: T) => string): Promise<T> {
  const startedAt = Date.now()
  const seconds = () => `${((Date.now() - startedAt) / 1000).toFixed(1)} s`
  const stop = isLive() ? spin(() => `${title} ${paint('dim', seconds())}`) : plain(title)
  try {
    const value = await work()
    stop()
    const more = done?.(value)
    say(`${paint('green', '✓')} ${title}${more ? `: ${more}` : ''} ${paint('dim', `(${seconds()})`)}`)
    return value
  } catch (error) {
    stop()
    say(`${paint('red', '✗')} ${title} ${paint('dim', `(${seconds()})`)}`)
    throw error
  }
}

/** Takes the moving sign away when something else wants the terminal: whatever it stood for is being given up. */
export const endProgress = (): void => stopSpinning()

let stopSpinning = (): void => {}

function spin(text: () => string): () => void {
  let frame = 0
  const draw = () => {
    frame = (frame + 1) % frames.length
    process.stdout.write(`\r\x1b[2K${paint('cyan', frames[frame]!)} ${text()}`)
  }
  draw()
  const timer = setInterval(draw, 100)
  stopSpinning = () => {
    clearInterval(timer)
    process.stdout.write('\r\x1b[2K')
    stopSpinning = () => {}
  }
  return stopSpinning
}

function plain(title: string): () => void {
  say(`… ${title}`)
  return () => {}
}
