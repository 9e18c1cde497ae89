import { formatId } from '../../../contract/id.ts'
import type { NoticeChannel, NoticeKindView } from '../../../contract/notice.ts'
import type { WordingRow } from '../../../db/store/notices.ts'
import { noticeFilling } from '../../notices/notice-fields.ts'
import type { AnyNotice } from './notice-kinds.ts'

/** A kind of notice as the API shows it. */
export const toNoticeKind = (notice: AnyNotice, wording: WordingRow | null): NoticeKindView => ({
  kind: notice.kind,
  version: wording?.version ?? 0,
  to: notice.to,
  channels: channelsOf(notice),
  switchable: notice.switchable !== false,
  fields: [...noticeFilling(notice.example)].map(([name, example]) => ({ name, example })),
  templateId: wording?.templateId ? formatId('template', wording.templateId) : null,
  standard: { subject: notice.subject(notice.example), text: notice.text(notice.example) },
})

export const channelsOf = ({ alsoBy }: Pick<AnyNotice, 'alsoBy'>): NoticeChannel[] => [
  'email',
  ...(alsoBy === undefined ? [] : [alsoBy]),
]
