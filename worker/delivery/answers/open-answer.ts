import type { Answer } from '../../outside/call-result.ts'
import { parseXml, type XmlElement } from './xml-tree.ts'

/** An answer that is being read: its body parsed when somebody asks, and once. */
export interface OpenAnswer {
  status: number
  body: string
  /** True when the answer went on past what was read: what is not in the body may still have been in the answer. */
  truncated: boolean
  /** The body as JSON; `unreadable` when it is none. */
  json(): unknown
  /** The body as XML; null when it is none, or goes past a limit. */
  xml(): XmlElement | null
}

/** Stands for a body that is not JSON: null is JSON too. */
export const unreadable = Symbol('unreadable')

export function openAnswer({ status, body, truncated }: Pick<Answer, 'status' | 'body' | 'truncated'>): OpenAnswer {
  return {
    status,
    body,
    truncated,
    json: once(() => parseJson(body)),
    xml: once(() => (truncated || !body.includes('<') ? null : parseXml(body))),
  }
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body.replace(/^\uFEFF/, ''))
  } catch {
    return unreadable
  }
}
