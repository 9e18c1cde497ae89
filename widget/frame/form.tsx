import { type FormPage, hiddenNames } from '../../contract/form.ts'
import { Body } from './body.tsx'
import { Thanks } from './thanks.tsx'

/**
 * The whole form as the Worker draws it, so that it shows and works before any script. In the browser only its body is
 * drawn again, and the template takes its place in the end (take-over.tsx).
 */
export const Form = ({ page }: { page: FormPage }) => (
  <>
    <form method="post">
      <h1>{page.title}</h1>
      {page.intro && <p class="intro">{page.intro}</p>}
      <div class="body">
        <Body {...page} />
      </div>
      <Hidden {...page} />
    </form>
    <template>
      <Thanks {...page} />
    </template>
  </>
)

/** Browsers must not bring these back from an earlier visit, since each page has an id of its own. */
const Hidden = ({ id, token, pageUrl }: FormPage) => (
  <div class="hidden" aria-hidden="true">
    <input type="hidden" name={hiddenNames.id} value={id} autocomplete="off" />
    <input type="hidden" name={hiddenNames.token} value={token} autocomplete="off" />
    <input type="hidden" name={hiddenNames.pageUrl} value={pageUrl} autocomplete="off" />
    <label>
      Leave this empty <input name={hiddenNames.trap} tabIndex={-1} autocomplete="off" />
    </label>
  </div>
)
