import { numberedId } from '../../../../contract/id.ts'
import { copySettingsSchema, settingsCopiedSchema } from '../../../../contract/lead-type.ts'
import { copySettings } from '../../../operations/lead-types/copy-settings.ts'
import { route } from '../../route.ts'

export const copySettingsRoute = route({
  method: 'POST',
  path: '/v1/lead-types/{leadTypeId}/copy-settings',
  may: ['admin'],
  tag: 'Lead types',
  summary: 'Copy settings to other lead types',
  description:
    'How leads are referred: everything but the name, the description and the fields. All targets get them or none does; `/to/2` in a problem is the third target. `?dryRun=true` shows what each would get.',
  params: { leadTypeId: numberedId('leadType') },
  body: copySettingsSchema,
  answer: { status: 200, body: settingsCopiedSchema },
  problems: ['NOT_FOUND', 'VERSION_CONFLICT'],
  handle: (ctx, { params, body }) => copySettings(ctx, params.leadTypeId, body),
})
