import type { EmbedMessage } from '../../contract/embed-messages.ts'

const named = /^(ready|height|sent)$/

/**
 * Sizes the frame to what it says, and tells the host page by events on the frame: `baton:ready`, `baton:height`,
 * `baton:sent` (they bubble). Only this frame at its own origin is heard. Listening ends when the frame has left the
 * page and begins anew when it loads again.
 */
export function listen(frame: HTMLIFrameElement, origin: string): void {
  const start = () => addEventListener('message', hear)
  frame.onload = start
  start()

  function hear({ source, origin: from, data }: MessageEvent<EmbedMessage & { height?: number }>): void {
    if (!frame.isConnected) removeEventListener('message', hear)
    if (source !== frame.contentWindow || from !== origin || !named.test(data?.baton)) return
    if (data.height) frame.style.height = `${data.height}px`
    frame.dispatchEvent(new CustomEvent(`baton:${data.baton}`, { bubbles: true }))
  }
}
