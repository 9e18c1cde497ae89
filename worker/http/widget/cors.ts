import { tokenHeader } from '../../../contract/form.ts'
import { makeCtx } from '../../make-ctx.ts'
import type { LoadedForm } from '../../operations/forms/load-form.ts'
import { Problem } from '../../problem.ts'
import type { PageRoute } from '../page-route.ts'
import { callerOrigin } from './caller-origin.ts'
import { openForm } from './open-form.ts'

/** Lets a website on the form's list read the answer. Our own page needs no leave. */
export function withCors(response: Response, request: Request, form: LoadedForm): Response {
  response.headers.set('Vary', 'Origin')
  if (callerOrigin(request, form) !== 'listed') return response
  response.headers.set('Access-Control-Allow-Origin', request.headers.get('Origin')!)
  response.headers.set('Access-Control-Expose-Headers', tokenHeader)
  return response
}

/** What a browser asks before a website on the form's list may send a lead by script. */
export const allowLead: PageRoute = {
  method: 'OPTIONS',
  path: '/f/{key}/leads',
  async handle({ request, params, runtime }) {
    const ctx = makeCtx(runtime, { actor: { kind: 'anybody' } })
    const opened = await openForm(ctx, request, params.key!)
    if (opened === null) throw new Problem('NOT_FOUND')
    if (opened.foreign) throw new Problem('ORIGIN_NOT_ALLOWED')
    const headers = {
      'Access-Control-Allow-Methods': 'POST',
      'Access-Control-Allow-Headers': 'Content-Type',
      'Access-Control-Max-Age': '600',
    }
    return withCors(new Response(null, { status: 204, headers }), request, opened.form)
  },
}
