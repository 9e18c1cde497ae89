/** What a host page says on the script tag: `data-form` is needed, the rest may be left out. */
export interface Attributes {
  /** `https://HOST` that served this script: the frame comes from there too, and only its messages count. */
  origin: string
  form: string
  /** The frame's name for people who hear the page. */
  title: string
  /** A CSS selector: where the form goes, when that is not the script's own place. */
  target: string | undefined
  /** `light`, `dark`, or `light dark` to follow the visitor; unless told, whatever the host page says of itself. */
  theme: string
}

export function readAttributes(script: HTMLScriptElement): Attributes {
  const { form = '', title = 'Form', target, theme = getComputedStyle(script).colorScheme } = script.dataset
  return { origin: new URL(script.src).origin, form, title, target, theme }
}
