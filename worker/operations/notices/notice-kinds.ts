import type { Notice } from '../../notices/notice.ts'
import { noticeFilling } from '../../notices/notice-fields.ts'
import { type NoticeKind, notices } from '../../notices/notices.ts'
import { Problem } from '../../problem.ts'

/** Any kind of notice: its data is its own affair. */
export type AnyNotice = Omit<Notice<NoticeKind>, 'subject' | 'text' | 'example'> & {
  subject(data: unknown): string
  text(data: unknown): string
  example: object
}

export const everyNotice = notices as unknown as readonly AnyNotice[]

/** Problems: NOT_FOUND. */
export function noticeNamed(kind: string): AnyNotice {
  const notice = everyNotice.find((each) => each.kind === kind)
  if (notice === undefined) throw new Problem('NOT_FOUND')
  return notice
}

/** What a template of this kind of notice may name. */
export const noticeNames = ({ example }: AnyNotice): ReadonlySet<string> => new Set(noticeFilling(example).keys())

/** What the template of some notice may name: when it is saved nobody knows yet which one it will word. */
export const namesOfAnyNotice = (): ReadonlySet<string> =>
  new Set(everyNotice.flatMap((notice) => [...noticeNames(notice)]))

/** An example for every name. */
export const exampleOfAnyNotice = (): ReadonlyMap<string, string> =>
  new Map(everyNotice.toReversed().flatMap(({ example }) => [...noticeFilling(example)]))
