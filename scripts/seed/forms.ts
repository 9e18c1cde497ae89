import type { CreatedKey, Key } from '../../contract/key.ts'
import type { DemoForm } from '../../examples/demo/shape.ts'
import type { Api } from '../api.ts'
import type { SeedSurroundings } from '../seed.ts'
import { type Ids, idOf } from './lead-types.ts'

/**
 * The introducer's form keys. A key is answered once, when it is made, so it is remembered at once; one that was made
 * and lost in between is revoked, and another is made.
 */
export async function seedForms(
  api: Api,
  forms: readonly DemoForm[],
  {
    siteOrigins,
    formKeys,
    rememberFormKey,
    partners,
    leadTypes,
  }: Pick<SeedSurroundings, 'siteOrigins' | 'formKeys' | 'rememberFormKey'> & { partners: Ids; leadTypes: Ids },
): Promise<void> {
  const known = await api.all<Key>('/v1/keys?kind=form')
  for (const { id, name, introducer, leadType, settings } of forms) {
    const there = known.filter((key) => key.name === name && key.revokedAt === null)
    if (there.some(({ prefix }) => formKeys[id]?.startsWith(prefix))) continue
    for (const lost of there) await api.post(`/v1/keys/${lost.id}/revoke`)
    const { secret } = await api.post<CreatedKey>('/v1/keys', {
      kind: 'form',
      name,
      partnerId: idOf(partners, introducer),
      leadTypeId: idOf(leadTypes, leadType),
      origins: siteOrigins,
      form: settings,
    })
    rememberFormKey(id, secret!)
  }
}
