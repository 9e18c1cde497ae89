import { describe, expect, it } from 'vitest'
import { hiddenNames } from '../../../contract/form.ts'
import { formChannel } from '../../../worker/capture/channels/form.ts'
import { jsonChannel } from '../../../worker/capture/channels/json.ts'
import { widgetChannel } from '../../../worker/capture/channels/widget.ts'
import { channels } from '../../../worker/capture/channels.ts'
import { leadIdAt } from '../../support/random.ts'
import { usualFields } from '../../support/world.ts'

const door = { fields: usualFields }
const id = leadIdAt(Date.UTC(2026, 5, 15), 1)
const fields = { firstName: 'Ada', email: 'ada@example.com' }

describe('a channel: body in, raw lead out', () => {
  it('promises of the API the caller’s id and values as they came', () => {
    const body = {
      id,
      leadTypeId: 1,
      introducerId: null,
      cost: null,
      pageUrl: 'https://www.example.com/a',
      test: false,
      fields,
    }
    expect(jsonChannel.read(body, door)).toEqual({
      id,
      pageUrl: 'https://www.example.com/a',
      fields,
      form: { token: '', trap: '' },
    })
    expect(jsonChannel.read({ ...body, id: undefined, pageUrl: null }, door)).toMatchObject({ id: null, pageUrl: '' })
  })

  it('promises of the widget its token and trap beside the values', () => {
    const body = { id, token: 't', trap: '', pageUrl: 'https://www.example.com/a', fields }
    expect(widgetChannel.read(body, door)).toEqual({
      id,
      pageUrl: 'https://www.example.com/a',
      fields,
      form: { token: 't', trap: '' },
    })
  })

  it('promises of a web form values by field, hidden inputs apart', () => {
    const entries: [string, unknown][] = [
      [hiddenNames.id, id],
      [hiddenNames.token, 't'],
      [hiddenNames.trap, 'x'],
      [hiddenNames.pageUrl, 'https://www.example.com/a'],
      ['firstName', 'Ada'],
      ['lastName', ''],
    ]
    expect(formChannel.read(entries, door)).toMatchObject({
      id,
      pageUrl: 'https://www.example.com/a',
      fields: { firstName: 'Ada' },
      form: { token: 't', trap: 'x' },
    })
  })

  it.each([
    ['no id', []],
    ['an id of another shape', [[hiddenNames.id, 'lead_1']]],
    ['a file for an id', [[hiddenNames.id, new Blob(['x'])]]],
  ] as [string, [string, unknown][]][])('promises of a hand-made form with %s that it has none', (_, entries) => {
    expect(formChannel.read(entries, door).id).toBeNull()
  })

  it('promises that every channel has a name of its own and a title', () => {
    expect(new Set(channels.map(({ channel }) => channel)).size).toBe(channels.length)
    for (const { title } of channels) expect(title).not.toBe('')
  })
})
