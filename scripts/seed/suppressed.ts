import type { Api } from '../api.ts'

/** People who asked not to be contacted. The list knows whom it has: adding somebody twice changes nothing. */
export async function seedSuppressed(api: Api, contacts: readonly string[]): Promise<void> {
  await api.post('/v1/suppressions', { contacts })
}
