import type { LeadGroup } from '../../contract/lead-group.ts'
import type { LeadType } from '../../contract/lead-type.ts'
import type { DemoGroup } from '../../examples/demo/shape.ts'
import type { Api } from '../api.ts'

/** Ids by name: `typ_3` of Solar panels. */
export type Ids = Map<string, string>

/**
 * Lead groups and their types, where they are missing. A group that was made before introducers needed leave, and that
 * nobody has changed since, gets it. Gives the types' ids.
 */
export async function seedLeadTypes(api: Api, groups: readonly DemoGroup[]): Promise<Ids> {
  const ids: Ids = new Map()
  const known = await api.all<LeadGroup>('/v1/lead-groups')
  for (const { name, fields, introducersMayRefer, leadTypes } of groups) {
    const there = known.find((each) => each.name === name)
    const group = there ?? (await api.post<LeadGroup>('/v1/lead-groups', { name, fields, introducersMayRefer }))
    if (group.version === 1 && group.introducersMayRefer !== introducersMayRefer)
      await api.patch(`/v1/lead-groups/${group.id}`, { version: 1, introducersMayRefer })
    const types = await api.all<LeadType>(`/v1/lead-types?leadGroupId=${group.id}`)
    for (const leadType of leadTypes) {
      const made =
        types.find((each) => each.name === leadType.name) ??
        (await api.post<LeadType>('/v1/lead-types', { leadGroupId: group.id, ...leadType }))
      ids.set(leadType.name, made.id)
    }
  }
  return ids
}

/** The id of something that the demo's data names. A name that is not there is a slip in the data. */
export function idOf(ids: Ids, name: string): string {
  const id = ids.get(name)
  if (id === undefined) throw new Error(`The demo's data names “${name}”, and nothing is called so.`)
  return id
}
