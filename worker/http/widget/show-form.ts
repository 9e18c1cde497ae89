import { makeCtx } from '../../make-ctx.ts'
import { loadForm } from '../../operations/forms/load-form.ts'
import type { PageRoute } from '../page-route.ts'
import { formPage } from './form-page.tsx'
import { messagePage } from './message-page.tsx'
import { newPage } from './new-page.ts'

/** The form at its own address, which is what the loader frames as well. */
export const showForm: PageRoute = {
  method: 'GET',
  path: '/f/{key}',
  async handle({ request, params, runtime }) {
    const ctx = makeCtx(runtime, { actor: { kind: 'anybody' } })
    const url = new URL(request.url)
    const form = await loadForm(ctx, params.key!, { mayUseCache: false })
    if (form === null) return messagePage('closed', url)
    if (form.refused !== null) return messagePage('paused', url)
    const page = await newPage(ctx, form)
    return formPage({ env: ctx.env, url }, form, { ...page, pageUrl: hostOf(request, form.actor.origins) })
  },
}

/** What the browser says of the page around the form. With scripts the loader says it better. */
function hostOf({ headers }: Request, origins: string[]): string {
  const referrer = URL.parse(headers.get('Referer') ?? '')
  return referrer !== null && origins.includes(referrer.origin) ? referrer.href : ''
}
