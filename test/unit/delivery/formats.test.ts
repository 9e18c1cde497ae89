import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { internetFormatIds } from '../../../contract/delivery.ts'
import { formats, internetFormats } from '../../../worker/delivery/formats.ts'

const ids = formats.map(({ id }) => id).sort()

describe('the list of formats promises that', () => {
  it('every file of the folder is in it, under its own name', () => {
    expect(namesIn('../../../worker/delivery/formats/')).toEqual(ids)
  })

  it('every format has its golden example', () => {
    expect(namesIn('../../golden/delivery/')).toEqual(ids)
  })

  it('every format that a partner can choose is there', () => {
    expect(Object.entries(internetFormats).map(([id, format]) => [id, format.id])).toEqual(
      internetFormatIds.map((id) => [id, id]),
    )
  })
})

const namesIn = (folder: string): string[] =>
  readdirSync(new URL(folder, import.meta.url))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => file.replace('.ts', ''))
    .sort()
