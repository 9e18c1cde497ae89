import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { normalText, readCommand } from '../../../../worker/domain/texts/text-command.ts'

describe('a text that came in promises that', () => {
  it.each([
    ['LEADS ON', 'on'],
    ['leads on', 'on'],
    ['  Leads   ON  ', 'on'],
    ['leads\non', 'on'],
    ['Leads on.', 'on'],
    ['LEADS ON!!', 'on'],
    ['LEADS ON . !', 'on'],
    ['ＬＥＡＤＳ　ＯＮ', 'on'],
    ['𝐋𝐄𝐀𝐃𝐒 𝐎𝐍', 'on'],
    ['leads\u00a0off', 'off'],
    ['LEADS OFF.', 'off'],
    ['STOP', 'stop'],
    ['stop.', 'stop'],
    ['StopAll', 'stop'],
    ['UNSUBSCRIBE', 'stop'],
    ['cancel', 'stop'],
    ['END', 'stop'],
    ['quit', 'stop'],
    ['REVOKE', 'stop'],
    ['optout', 'stop'],
    ['START', 'start'],
    ['unstop', 'start'],
    ['', 'other'],
    ['LEADS', 'other'],
    ['ON', 'other'],
    ['LEADSON', 'other'],
    ['LEADS 0N', 'other'],
    ['LEADS ON?', 'other'],
    ['LEADS ON please', 'other'],
    ['do not turn LEADS ON', 'other'],
    ['LEADS OFF LEADS ON', 'other'],
    ['STOP LEADS', 'other'],
    ['LEADS STOP', 'other'],
    ['"LEADS ON"', 'other'],
    ['LEADS\u200bON', 'other'],
    ['.LEADS ON', 'other'],
    ['ΛEADS ON', 'other'],
    ['LEADS ОN', 'other'],
  ])('%j is read as %s', (body, kind) => {
    expect(readCommand(body).kind).toBe(kind)
  })

  it.each([
    ['LEADS ON 4711', '4711'],
    ['leads on  ４７１１.', '4711'],
    ['LEADS ON', null],
  ])('%j brings the PIN %s', (body, pin) => {
    expect(readCommand(body)).toEqual({ kind: 'on', pin })
  })

  it.each(['LEADS ON 123', 'LEADS ON 123456789', 'LEADS ON 47 11', 'LEADS OFF 4711'])(
    '%j is nothing at all',
    (body) => {
      expect(readCommand(body)).toEqual({ kind: 'other' })
    },
  )

  const decorated = fc
    .tuple(
      fc.constantFrom('LEADS ON', 'LEADS OFF', 'STOP'),
      fc.array(fc.boolean(), { minLength: 9, maxLength: 9 }),
      fc.array(fc.constantFrom(' ', '\t', '\n', '\u00a0', '\u3000'), { maxLength: 4 }),
      fc.array(fc.constantFrom('.', '!', ' '), { maxLength: 4 }),
      fc.boolean(),
    )
    .map(([command, lower, spaces, end, wide]) => {
      const cased = [...command].map((letter, i) => (lower[i] ? letter.toLowerCase() : letter)).join('')
      const spread = cased.replace(' ', ` ${spaces.join('')}`)
      const widened = wide ? spread.replace(/[!-~]/g, toFullWidth) : spread
      return { command, text: spaces.join('') + widened + end.join('') }
    })

  it('case, spaces, width and a full stop never change what is meant', () => {
    const isMeant = fc.property(decorated, ({ command, text }) => {
      expect(normalText(text)).toBe(command)
    })
    fc.assert(isMeant, { numRuns: 1000 })
  })

  it('what is normal already stays as it is, and means the same', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
        const once = normalText(text)
        expect(normalText(once)).toBe(once)
        expect(readCommand(once)).toEqual(readCommand(text))
      }),
      { numRuns: 2000 },
    )
  })

  it('nothing but the exact words switches anything, whatever stands around them', () => {
    const word = fc.constantFrom('LEADS', 'ON', 'OFF', 'STOP', 'PLEASE', 'NOT', '4711', 'x', '?', 'ON?', '')
    fc.assert(
      fc.property(fc.array(word, { maxLength: 6 }), (words) => {
        const text = words.filter((each) => each !== '').join(' ')
        const { kind } = readCommand(text)
        if (kind === 'off') expect(text).toBe('LEADS OFF')
        if (kind === 'on') expect(text).toMatch(/^LEADS ON( 4711)?$/)
        if (kind === 'stop') expect(text).toBe('STOP')
      }),
      { numRuns: 2000 },
    )
  })
})

const toFullWidth = (character: string): string => String.fromCharCode(character.charCodeAt(0) + 0xfee0)
