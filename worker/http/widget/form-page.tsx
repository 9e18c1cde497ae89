import type { DrawnView, FormPage } from '../../../contract/form.ts'
import { Form } from '../../../widget/frame/form.tsx'
import type { Env } from '../../env.ts'
import type { LoadedForm } from '../../operations/forms/load-form.ts'
import { documentResponse, embedOf } from './document.tsx'
import { scriptAddress } from './script-address.ts'

/** The form as it is at this moment: empty, or sent back with what is wrong. */
export async function formPage(
  { env, url, status = 200 }: { env: Env; url: URL; status?: number },
  { actor, settings }: LoadedForm,
  page: FormPage,
): Promise<Response> {
  const { submitLabel, fields, errors, notice } = page
  const drawn: DrawnView = { submitLabel, fields, errors, notice }
  const hasErrors = Object.keys(errors).length > 0
  return documentResponse({
    status,
    title: hasErrors ? `Error: ${settings.title}` : settings.title,
    language: settings.language,
    embed: embedOf(url),
    ancestors: actor.origins,
    script: await scriptAddress(env, fields),
    data: drawn,
    children: <Form page={page} />,
  })
}
