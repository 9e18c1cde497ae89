import { readFile } from 'node:fs/promises'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { writeKeys } from '../../test/support/world-keys.ts'
import { startHouse } from '../house.ts'
import { publicFolder } from '../widget.ts'
import { demoWorld, forms } from '../worlds/demo.ts'
import { writeWorld } from '../worlds/write-world.ts'

export interface WidgetSize {
  /** Of the script on the host page, gzip. */
  loaderGz: number
  /** Of all that a browser fetches to show a form of six fields and take it over: each file brotli by itself. */
  frameBr: number
  /** The files that frameBr is made of. */
  frameFiles: { path: string; br: number }[]
}

/** Bytes of the freshly built widget, its page as the Worker answers it. */
export async function measureWidgetSize(): Promise<WidgetSize> {
  const html = await formHtml()
  const linked = [...html.matchAll(/<(?:script|link)\b[^>]*\b(?:src|href)="([^"]+)"/g)].map(([, path]) => path!)
  const files = new Map([['/f/{key}', html]])
  for (const path of linked) await addWithImports(files, path)
  const frameFiles = [...files].map(([path, text]) => ({ path, br: brotliCompressSync(text).length }))
  return {
    loaderGz: gzipSync(await fileAt('/w.js'), { level: 9 }).length,
    frameBr: frameFiles.reduce((sum, { br }) => sum + br, 0),
    frameFiles,
  }
}

async function formHtml(): Promise<string> {
  const house = await startHouse()
  await writeWorld(house.db, demoWorld({ buyerUrl: house.buyerUrl, scope: 1 }))
  const [key] = await writeKeys(house.db, forms)
  const { body } = await house.send(Date.UTC(2026, 9, 5, 9), `/f/${key}?embed=light`)
  await house.stop()
  if (!body.includes('<script type="module"')) throw new Error('The form came without its script.')
  return body
}

/** A file and what it imports; what it imports only when it needs it (`import(…)`) is not fetched for these fields. */
async function addWithImports(files: Map<string, string>, address: string): Promise<void> {
  const path = address.replace(/\?.*$/, '')
  if (files.has(path)) return
  const text = await fileAt(path)
  files.set(path, text)
  for (const [, imported] of text.matchAll(/\b(?:from|import)\s*["'](\.[^"']+)["']/g))
    await addWithImports(files, new URL(imported!, `http://house${path}`).pathname)
}

const fileAt = (path: string): Promise<string> => readFile(`${publicFolder}${path}`, 'utf8')
