import { paint } from '../say.ts'

/** One step of a story: when, what, and the words. `good` and `bad` are for colour only: the words say it too. */
export interface Line {
  at: string
  step: string
  text: string
  tone: 'title' | 'good' | 'bad' | 'plain'
}

const stepWidth = 14

/** 14:03:27  delivered     Crystal Clear Windows took it … */
export function formatLine({ at, step, text, tone }: Line): string {
  const time = new Date(at).toLocaleTimeString('en-GB')
  return `${paint('dim', time)}  ${paint(styles[tone], step.padEnd(stepWidth))} ${text}`
}

const styles = { title: 'cyan', good: 'green', bad: 'yellow', plain: 'reset' } as const
