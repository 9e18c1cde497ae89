/**
 * A message from the house about its own work. One file each in notices/. Data and text name the broker's things (lead
 * types, partners, ids) and never the person behind a lead: mail lies around in inboxes for years.
 */
export interface Notice<Kind extends string = string, Data = unknown> {
  kind: Kind
  /** The broker's `notify_email`, or a partner's address (worker/operations/notices/partner-notices.ts). */
  to: 'broker' | 'partner'
  /** false: whoever it is for cannot switch it off (P3), since it is about what they have asked for or must act on. */
  switchable?: false
  /** Where it is said besides e-mail, which every notice is. */
  alsoBy?: 'text'
  subject(data: Data): string
  /** Plain text: what happened, what Baton did about it, what to do now. */
  text(data: Data): string
  /** For previews and tests. */
  example: Data
}
