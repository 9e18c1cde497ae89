import type { LoadedForm } from '../../operations/forms/load-form.ts'

/**
 * Where a form was sent from, when its browser says so: `own` is our own page or a caller that is no browser, `listed`
 * a website on the form's list (a hand-made form), `foreign` any other.
 */
export function callerOrigin({ headers, url }: Request, { actor }: LoadedForm): 'own' | 'listed' | 'foreign' {
  const origin = headers.get('Origin')
  if (origin === null || origin === new URL(url).origin) return 'own'
  return actor.origins.includes(origin) ? 'listed' : 'foreign'
}
