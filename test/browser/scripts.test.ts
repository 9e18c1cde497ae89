import { brotliCompressSync, gzipSync } from 'node:zlib'
import { describe, expect, inject, it } from 'vitest'
import { hostedForm } from '../support/browser-form.ts'

const scriptOf = (page: string): string => /<script type="module" src="([^"]+)"/.exec(page)![1]!
const textAt = async (address: string): Promise<string> => (await fetch(address)).text()

describe('the scripts promise that', () => {
  it('the loader is at most 600 bytes, compressed as every browser takes it', async () => {
    const loader = await textAt(`${inject('worker')}/w.js`)
    expect(gzipSync(loader, { level: 9 }).length).toBeLessThanOrEqual(600)
  })

  it('a form of seven usual fields, with all that belongs to it, is at most 9.4 kB', async () => {
    const page = await textAt(hostedForm())
    const script = await textAt(inject('worker') + scriptOf(page))
    const total = brotliCompressSync(page).length + brotliCompressSync(script).length
    expect(total).toBeLessThanOrEqual(9_400)
  })

  it('a form gets the rarer kinds of fields only when it has one', async () => {
    const scripts = [
      scriptOf(await textAt(hostedForm())),
      scriptOf(await textAt(hostedForm('pk_your_second_form_key'))),
    ]
    expect(scripts[0]).toMatch(/^\/frame-usual\.js\?v=\w{8,}$/)
    expect(scripts[1]).toMatch(/^\/frame\.js\?v=\w{8,}$/)
  })

  it('a form keeps its script for good, and a host page asks for the loader again within minutes', async () => {
    const script = await fetch(inject('worker') + scriptOf(await textAt(hostedForm())))
    expect(script.headers.get('Cache-Control')).toBe('public, max-age=31536000, immutable')
    expect(script.headers.get('Content-Type')).toContain('text/javascript')
    const loader = await fetch(`${inject('worker')}/w.js`)
    expect(loader.headers.get('Cache-Control')).toBe('public, max-age=300, stale-while-revalidate=86400')
    expect(loader.headers.get('Cross-Origin-Resource-Policy')).toBe('cross-origin')
  })
})
