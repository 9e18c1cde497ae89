import { readAttributes } from './attributes.ts'
import { makeFrame } from './frame.ts'
import { listen } from './listen.ts'

/**
 * `<script async src="https://HOST/w.js" data-form="pk_…"></script>` puts the form in the script's place. It keeps
 * nothing on the visitor's machine and leaves nothing behind in the host page's globals.
 */
const script = document.currentScript as HTMLScriptElement
const attributes = readAttributes(script)
const frame = makeFrame(attributes)
const { target, origin } = attributes

listen(frame, origin)
if (!target) script.after(frame)
else if (!put()) addEventListener('DOMContentLoaded', put)

/** The target may come later in the page than the script. */
function put(): boolean {
  const place = document.querySelector(target!)
  place?.append(frame)
  return place !== null
}
