import type { FormPage } from '../../contract/form.ts'

/** What stands there when the lead is on record. */
export const Thanks = ({ title, thanks }: Pick<FormPage, 'title' | 'thanks'>) => (
  <div class="thanks" id="thanks" role="status" tabIndex={-1}>
    <h1>{title}</h1>
    <p>{thanks}</p>
  </div>
)
