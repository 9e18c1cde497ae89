export type ChangedFields = Record<string, [before: unknown, after: unknown]>

/**
 * What a change changed, as history keeps it: `{ field: [old, new] }`. Both are views, as the API shows them, so that
 * secrets are masked already; versions are no field. Empty when nothing changed.
 */
export function changedFields<View extends object>(before: View, after: View): ChangedFields {
  const changed: ChangedFields = {}
  for (const [field, now] of Object.entries(after)) {
    const was = (before as Record<string, unknown>)[field]
    if (field !== 'version' && JSON.stringify(was) !== JSON.stringify(now)) changed[field] = [was, now]
  }
  return changed
}
