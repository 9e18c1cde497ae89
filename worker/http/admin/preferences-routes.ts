import { preferencesChangesSchema, preferencesViewSchema } from '../../../contract/preferences.ts'
import { readPreferences } from '../../operations/preferences/read-preferences.ts'
import { updatePreferences } from '../../operations/preferences/update-preferences.ts'
import { type AnyRoute, route } from '../route.ts'

const getPreferences = route({
  method: 'GET',
  path: '/v1/preferences',
  may: ['admin'],
  tag: 'Preferences',
  summary: 'Read the preferences',
  description: 'One record for the whole broker. What was never set has its default.',
  answer: { status: 200, body: preferencesViewSchema },
  handle: (ctx) => readPreferences(ctx),
})

const patchPreferences = route({
  method: 'PATCH',
  path: '/v1/preferences',
  may: ['admin'],
  tag: 'Preferences',
  summary: 'Change the preferences',
  description:
    'Only what is sent changes. Every decision that follows is made by the new preferences; nothing is copied, and what was decided stays. With `?dryRun=true` the effects say what would change, each key with its old and new value.',
  body: preferencesChangesSchema,
  answer: { status: 200, body: preferencesViewSchema },
  problems: ['VERSION_CONFLICT'],
  handle: (ctx, { body }) => updatePreferences(ctx, body),
})

export const preferencesRoutes: readonly AnyRoute[] = [getPreferences, patchPreferences]
