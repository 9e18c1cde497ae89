import type { Submission } from '../../../contract/submission.ts'
import type { Channel } from '../channel.ts'

/** The form as its script sends it, from inside its frame or from the hosted page. */
export const widgetChannel: Channel<'widget', Submission> = {
  channel: 'widget',
  title: 'Widget',
  read: ({ id, token, trap, pageUrl, fields }) => ({ id, pageUrl, fields, form: { token, trap } }),
}
