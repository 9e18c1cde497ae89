import type { LoadedLeadType } from './load-lead-type.ts'

/**
 * Why whoever hands a lead in may not do so for its lead group; null when they may. An introducer's forms are of use
 * while the capture tool is on (F7), and introducers hand in to groups that allow it (F8), or to any where the
 * preference says so (F9). The broker and its own forms may always.
 */
export function whyNotIntroduce(
  { kind, partnerId }: { kind: string; partnerId?: number | null },
  { introducersMayRefer, preferences: { settings } }: Pick<LoadedLeadType, 'introducersMayRefer' | 'preferences'>,
): 'CAPTURE_DISABLED' | 'GROUP_NOT_ALLOWED' | null {
  if ((kind !== 'partner' && kind !== 'form') || partnerId === null) return null
  if (kind === 'form' && !settings.captureTool) return 'CAPTURE_DISABLED'
  return introducersMayRefer || settings.introducersAnyGroup ? null : 'GROUP_NOT_ALLOWED'
}
