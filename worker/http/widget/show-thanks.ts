import { makeCtx } from '../../make-ctx.ts'
import { loadForm } from '../../operations/forms/load-form.ts'
import type { PageRoute } from '../page-route.ts'
import { formPage } from './form-page.tsx'
import { messagePage } from './message-page.tsx'
import { newPage } from './new-page.ts'

/** Where a form that was sent without script ends: a page that may be read again without sending anything again. */
export const showThanks: PageRoute = {
  method: 'GET',
  path: '/f/{key}/thanks',
  async handle({ request, params, runtime }) {
    const ctx = makeCtx(runtime, { actor: { kind: 'anybody' } })
    const url = new URL(request.url)
    const form = await loadForm(ctx, params.key!, { mayUseCache: false })
    if (form === null) return messagePage('closed', url)
    return formPage({ env: ctx.env, url }, form, { ...(await newPage(ctx, form)), progress: 'sent' })
  },
}
