/** What a text that came in asks for (D9). `pin`: the digits that were sent after LEADS ON. */
export type TextCommand = { kind: 'on'; pin: string | null } | { kind: 'off' | 'stop' | 'start' | 'other' }

/**
 * Reads a text exactly: nothing but LEADS ON or LEADS OFF switches anything. What carriers and providers take for
 * opting out is "no more texts", and never LEADS OFF; START and its kin take that back.
 */
export function readCommand(body: string): TextCommand {
  const text = normalText(body)
  if (text === 'LEADS OFF') return { kind: 'off' }
  if (text === 'LEADS ON') return { kind: 'on', pin: null }
  const pin = /^LEADS ON ([0-9]{4,8})$/.exec(text)?.[1]
  if (pin !== undefined) return { kind: 'on', pin }
  if (optOuts.includes(text)) return { kind: 'stop' }
  return { kind: optIns.includes(text) ? 'start' : 'other' }
}

const optOuts: readonly string[] = ['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT']

const optIns: readonly string[] = ['START', 'UNSTOP', 'YES']

/**
 * A text as a person meant it: full-width and styled letters are letters, upper or lower case and how many spaces do
 * not matter, nor does a full stop or an exclamation mark at the end.
 */
export const normalText = (body: string): string =>
  body
    .normalize('NFKC')
    .toUpperCase()
    .normalize('NFKC')
    .replace(/\s+/g, ' ')
    .replace(/[ .!]+$/, '')
    .trimStart()
