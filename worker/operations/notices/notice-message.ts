import type { Message } from '../../../contract/template.ts'
import type { TemplateRow } from '../../../db/store/templates.ts'
import { fillTemplate } from '../../domain/template/fill-template.ts'
import { noticeFilling } from '../../notices/notice-fields.ts'
import { type NoticeToSend, renderNotice } from '../../notices/notices.ts'
import type { AnyNotice } from './notice-kinds.ts'

/** A notice in words: the broker's own where there is a template, otherwise the standard ones. */
export const noticeMessage = (notice: AnyNotice, template: TemplateRow | null, data: object): Message =>
  template === null ? standardMessage(notice, data) : fillTemplate(template, noticeFilling(data))

const standardMessage = ({ kind }: AnyNotice, data: object): Message => {
  const { subject, text } = renderNotice({ kind, data } as NoticeToSend)
  return { subject, text, html: null }
}
