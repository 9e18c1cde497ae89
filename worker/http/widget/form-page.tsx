import type { FormView } from '../../../contract/form.ts'
import { Form } from '../../../widget/frame/form.tsx'
import type { Env } from '../../env.ts'
import type { LoadedForm } from '../../operations/forms/load-form.ts'
import { documentResponse, embedOf } from './document.tsx'
import { scriptAddress } from './script-address.ts'

/** The form as it is at this moment: empty, sent back with its errors, or sent. */
export async function formPage(
  { env, url, status = 200 }: { env: Env; url: URL; status?: number },
  { actor, settings }: LoadedForm,
  view: FormView,
): Promise<Response> {
  const { values: _inTheInputs, ...data } = view
  const hasErrors = Object.keys(view.summary).length > 0
  return documentResponse({
    status,
    title: hasErrors ? `Error: ${settings.title}` : settings.title,
    language: settings.language,
    embed: embedOf(url),
    ancestors: actor.origins,
    script: await scriptAddress(env, view.fields),
    data,
    children: <Form view={view} />,
  })
}
