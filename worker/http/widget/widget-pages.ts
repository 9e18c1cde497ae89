import type { PageRoute } from '../page-route.ts'
import { allowLead } from './cors.ts'
import { postForm } from './post-form.ts'
import { postLead } from './post-lead.ts'
import { frameScripts, loaderScript } from './scripts.ts'
import { showForm } from './show-form.ts'
import { showThanks } from './show-thanks.tsx'

/** Everything of the capture widget that browsers open, in the order of a visit. */
export const widgetPages: readonly PageRoute[] = [
  loaderScript,
  showForm,
  ...frameScripts,
  postForm,
  showThanks,
  postLead,
  allowLead,
]
