import type { EmbedMessage } from '../../contract/embed-messages.ts'

const { hash } = location

/** The page that carries the frame, as the loader wrote it into the fragment; empty on the form's own address. */
export const pageUrl = hash.startsWith('#http') ? hash.slice(1) : ''

/** Says something to the host page, and to no other: of the address only the origin counts. */
export function tell(message: EmbedMessage): void {
  if (pageUrl) parent.postMessage(message, pageUrl)
}

/** Tells the host page how high the form is, now and whenever that changes. */
export function tellHeight(): void {
  new ResizeObserver(() => tell({ baton: 'height', height: document.body.offsetHeight })).observe(document.body)
}
