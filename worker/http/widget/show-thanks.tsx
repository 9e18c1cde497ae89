import { Thanks } from '../../../widget/frame/thanks.tsx'
import { makeCtx } from '../../make-ctx.ts'
import { loadForm } from '../../operations/forms/load-form.ts'
import type { PageRoute } from '../page-route.ts'
import { documentResponse, embedOf } from './document.tsx'
import { messagePage } from './message-page.tsx'
import { scriptAddress } from './script-address.ts'

/** Where a form that was sent without script ends: a page that may be read again without sending anything again. */
export const showThanks: PageRoute = {
  method: 'GET',
  path: '/f/{key}/thanks',
  async handle({ request, params, runtime }) {
    const ctx = makeCtx(runtime, { actor: { kind: 'anybody' } })
    const url = new URL(request.url)
    const form = await loadForm(ctx, params.key!, { mayUseCache: false })
    if (form === null) return messagePage('closed', url)
    const { settings, actor, fields } = form
    return documentResponse({
      title: settings.title,
      language: settings.language,
      embed: embedOf(url),
      ancestors: actor.origins,
      script: await scriptAddress(ctx.env, fields),
      children: <Thanks {...settings} />,
    })
  },
}
