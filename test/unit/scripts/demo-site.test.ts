import { readdirSync, readFileSync } from 'node:fs'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { originSchema } from '../../../contract/key.ts'
import { portsOf } from '../../../scripts/demo/listen.ts'
import { fillIn, siteOrigin, sitePorts } from '../../../scripts/demo-site.ts'

const folder = 'examples/demo/site'
const pages = readdirSync(folder).filter((name) => name.endsWith('.html'))

const facts = {
  worker: 'http://127.0.0.1:8790',
  keys: { pk_your_form_key: `pk_${'a'.repeat(32)}`, pk_your_second_form_key: `pk_${'b'.repeat(32)}` },
}

describe('the demo website', () => {
  it.each(pages)('promises that %s names this deployment and its keys, and nothing of the examples', (name) => {
    const page = fillIn(readFileSync(`${folder}/${name}`, 'utf8'), facts)
    expect(page).toContain(facts.worker)
    expect(page).not.toMatch(/leads\.example\.com|pk_your/)
  })

  it('promises that one key is not taken for the beginning of another', () => {
    expect(fillIn('pk_a pk_ab', { worker: '', keys: { pk_a: 'one', pk_ab: 'two' } })).toBe('one two')
  })

  it('promises origins that a form key may list, all of them', () => {
    const origins = portsOf(sitePorts).map(siteOrigin)
    expect(origins.length).toBeLessThanOrEqual(50)
    expect(origins.every((origin) => v.safeParse(originSchema, origin).success)).toBe(true)
  })
})
