import type { PreferencesView } from '../../../contract/preferences.ts'
import type { LoadedPreferences } from './load-preferences.ts'

/** The preferences as the API shows them. */
export const toPreferences = ({ version, settings }: LoadedPreferences): PreferencesView => ({ version, ...settings })
