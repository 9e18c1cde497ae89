import type * as v from 'valibot'
import type { newLeadSchema } from '../../../contract/lead.ts'
import type { Channel } from '../channel.ts'

/** POST /v1/leads: a system that speaks JSON and has a key of its own. */
export const jsonChannel: Channel<'json', v.InferOutput<typeof newLeadSchema>> = {
  channel: 'json',
  title: 'API (JSON)',
  read: ({ id, pageUrl, fields }) => ({
    id: id ?? null,
    pageUrl: pageUrl ?? '',
    fields,
    form: { token: '', trap: '' },
  }),
}
