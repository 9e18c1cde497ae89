import { styleText } from 'node:util'

/** Whether lines may move: only for a person at a terminal. */
export const isLive = (): boolean => process.stdout.isTTY === true && process.env.CI === undefined

/** Colour for a terminal that has it; it is left out for files, pipes and NO_COLOR. */
export const paint = (style: Parameters<typeof styleText>[0], text: string): string =>
  styleText(style, text, { stream: process.stdout })

export const say = (text = ''): void => {
  process.stdout.write(`${text}\n`)
}
