import type { Attributes } from './attributes.ts'

/** The height until the frame has said its own, in CSS pixels. */
const firstHeight = 640
const longestPageUrl = 1000

/** The frame, not yet in the page. Styles go through the CSSOM, which a strict style-src allows. */
export function makeFrame({ origin, form, title, theme }: Attributes): HTMLIFrameElement {
  const frame = document.createElement('iframe')
  frame.title = title
  frame.style.cssText = `display:block;width:100%;height:${firstHeight}px;border:0`
  frame.src = `${origin}/f/${form}?embed=${theme}#${pageUrl()}`
  return frame
}

/** Origin, path and query of the host page. */
const pageUrl = (): string => location.href.split('#')[0]!.slice(0, longestPageUrl)
