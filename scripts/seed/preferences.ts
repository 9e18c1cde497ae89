import type { Preferences, PreferencesView } from '../../contract/preferences.ts'
import type { Api } from '../api.ts'

/** The demo's preferences, where nobody has set any: what a person changes afterwards stays. */
export async function seedPreferences(api: Api, preferences: Partial<Preferences>): Promise<void> {
  const { version } = await api.get<PreferencesView>('/v1/preferences')
  if (version === 0) await api.patch('/v1/preferences', { version, ...preferences })
}
