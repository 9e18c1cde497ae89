import { fromForm } from '../../../contract/fields/lead-schema.ts'
import { hiddenNames } from '../../../contract/form.ts'
import { isLeadId } from '../../../contract/id.ts'
import type { Channel } from '../channel.ts'

/** What a web form sent, in its order: texts, and files where somebody put one. */
export type Entries = [string, unknown][]

/** The form as browsers send it without script, and web forms that an introducer made by hand: they know no id. */
export const formChannel: Channel<'form', Entries> = {
  channel: 'form',
  title: 'Web form',
  read(entries, { fields }) {
    const textOf = (name: string): string => {
      const text = entries.find((entry) => entry[0] === name)?.[1]
      return typeof text === 'string' ? text : ''
    }
    const id = textOf(hiddenNames.id)
    return {
      id: isLeadId(id) ? id : null,
      pageUrl: textOf(hiddenNames.pageUrl),
      fields: fromForm(fields, entries),
      form: { token: textOf(hiddenNames.token), trap: textOf(hiddenNames.trap) },
    }
  },
}
