/** The value of a hidden input of a page, whatever the order of its attributes. */
export function hiddenInput(html: string, name: string): string {
  const input = [...html.matchAll(/<input [^>]*>/g)].find(([tag]) => tag.includes(`name="${name}"`))?.[0]
  const value = /value="([^"]*)"/.exec(input ?? '')?.[1]
  if (value === undefined) throw new Error(`The page has no input ${name}: ${html.slice(0, 300)}`)
  return value
}
