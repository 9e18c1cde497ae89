import { SaxesParser } from 'saxes'

/** Every element without elements of its own, by its name without prefix; null when this is no XML. */
export function readLeaves(xml: string): Record<string, string> | null {
  const leaves: Record<string, string> = {}
  const open: { name: string; text: string; isLeaf: boolean }[] = []
  const parser = new SaxesParser()
  let isBroken = false
  parser.on('error', () => {
    isBroken = true
  })
  parser.on('opentag', ({ name }) => {
    const parent = open.at(-1)
    if (parent !== undefined) parent.isLeaf = false
    open.push({ name: name.replace(/^.*:/, ''), text: '', isLeaf: true })
  })
  parser.on('text', (text) => {
    const element = open.at(-1)
    if (element !== undefined) element.text += text
  })
  parser.on('closetag', () => {
    const { name, text, isLeaf } = open.pop()!
    if (isLeaf) leaves[name] = [leaves[name], text.trim()].filter((each) => each).join(', ')
  })
  parser.write(xml).close()
  return isBroken ? null : leaves
}
