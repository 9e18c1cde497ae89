/** A block of code that scrolls on its own; a keyboard can reach it to scroll. Keys, texts and the rest stand apart. */
export function Code({ label, text }: { label: string; text: string }) {
  return (
    <figure class="code">
      <figcaption>{label}</figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre tabIndex={0}>
        <code>{highlight(text)}</code>
      </pre>
    </figure>
  )
}

const token = /("(?:[^"\\]|\\.)*")(\s*:)?|(?<=[\s[]|^)(?:true|false|null|-?\d+(?:\.\d+)?)(?=[,\s\]}]|$)/g

function highlight(text: string) {
  const parts = []
  let at = 0
  for (const match of text.matchAll(token)) {
    const [whole, quoted, colon = ''] = match
    const kind = quoted === undefined ? 'n' : colon === '' ? 's' : 'k'
    parts.push(text.slice(at, match.index), <span class={kind}>{quoted ?? whole}</span>, colon)
    at = match.index + whole.length
  }
  return [...parts, text.slice(at)]
}
