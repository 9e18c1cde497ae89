import type { Field } from '../../../contract/fields/field.ts'
import { isUsual } from '../../../widget/frame/usual-kinds.ts'
import type { Env } from '../../env.ts'

const known = new Map<string, string>()

/**
 * The address of a form's script with its version, so that browsers keep it for good. The version is the file's ETag,
 * which is made of its content. Undefined when the widget is not built: the form works without.
 */
export async function scriptAddress(
  { ASSETS, ENVIRONMENT }: Env,
  fields: readonly Field[],
): Promise<string | undefined> {
  const file = isUsual(fields) ? '/frame-usual.js' : '/frame.js'
  const remembered = known.get(file)
  if (remembered !== undefined && ENVIRONMENT === 'production') return remembered
  const { ok, headers } = await ASSETS.fetch(`https://assets.invalid${file}`, { method: 'HEAD' })
  if (!ok) {
    console.warn(`dist/public${file} is missing: forms are served without their script. Run "npm run build".`)
    return undefined
  }
  const address = `${file}?v=${(headers.get('ETag') ?? '').replaceAll(/\W/g, '').slice(0, 12)}`
  known.set(file, address)
  return address
}
