import { formChannel } from './channels/form.ts'
import { jsonChannel } from './channels/json.ts'
import { widgetChannel } from './channels/widget.ts'

/** Every way in which leads come in. test/unit/house.test.ts compares it with the folder. */
export const channels = [jsonChannel, widgetChannel, formChannel] as const

/** What a lead keeps of the way it came. */
export type ChannelName = (typeof channels)[number]['channel']
