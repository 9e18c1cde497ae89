import * as v from 'valibot'
import {
  noticeKindSchema,
  noticeKindText,
  noticePerson,
  noticePreviewSchema,
  noticeSwitchChangesSchema,
  noticeSwitchesSchema,
  noticeWordingSchema,
} from '../../../contract/notice.ts'
import { messageSchema } from '../../../contract/template.ts'
import { listNotices } from '../../operations/notices/list-notices.ts'
import { readSwitches, setSwitches } from '../../operations/notices/notice-switches.ts'
import { previewNotice } from '../../operations/notices/preview-notice.ts'
import { setWording } from '../../operations/notices/set-wording.ts'
import { type AnyRoute, route } from '../route.ts'

const tag = 'Notices'

const listNoticesRoute = route({
  method: 'GET',
  path: '/v1/notices',
  may: ['admin'],
  tag,
  summary: 'List the kinds of notices',
  description: 'What each may say, by which channels it goes, and in whose words.',
  answer: { status: 200, body: v.strictObject({ items: v.array(noticeKindSchema) }) },
  handle: (ctx) => listNotices(ctx),
})

const params = { kind: noticeKindText }

const setWordingRoute = route({
  method: 'PUT',
  path: '/v1/notices/{kind}/template',
  may: ['admin'],
  tag,
  summary: 'Word a kind of notice yourself',
  description: 'By a template of the kind `notice` that names only what this notice knows. `null`: the standard words.',
  params,
  body: noticeWordingSchema,
  answer: { status: 200, body: noticeKindSchema },
  problems: ['NOT_FOUND', 'VERSION_CONFLICT'],
  handle: (ctx, { params: { kind }, body }) => setWording(ctx, kind, body),
})

const previewNoticeRoute = route({
  method: 'POST',
  path: '/v1/notices/{kind}/preview',
  changes: 'nothing',
  may: ['admin'],
  tag,
  summary: 'See a notice as it would be sent',
  description: 'With its examples: in the words of now, of another template, or (`null`) the standard ones.',
  params,
  body: noticePreviewSchema,
  answer: { status: 200, body: messageSchema },
  problems: ['NOT_FOUND'],
  handle: (ctx, { params: { kind }, body }) => previewNotice(ctx, kind, body.templateId),
})

const personParams = { person: noticePerson }

const readSwitchesRoute = route({
  method: 'GET',
  path: '/v1/notice-switches/{person}',
  may: ['admin', 'partner'],
  tag,
  summary: 'Read what somebody hears of',
  description:
    'A login (`lgn_3`), the contact address of a partner (`ptn_12`), or an e-mail address of the broker’s. What nobody touched is on.',
  params: personParams,
  answer: { status: 200, body: noticeSwitchesSchema },
  problems: ['NOT_FOUND'],
  handle: (ctx, { params: { person } }) => readSwitches(ctx, person),
})

const setSwitchesRoute = route({
  method: 'PATCH',
  path: '/v1/notice-switches/{person}',
  may: ['admin', 'partner'],
  // Everybody for themselves; for the partner's other people it takes full access.
  partnerAccess: 'read',
  tag,
  summary: 'Switch notices on or off for somebody',
  description: 'Those that are not named stay as they are.',
  params: personParams,
  body: noticeSwitchChangesSchema,
  answer: { status: 200, body: noticeSwitchesSchema },
  problems: ['NOT_FOUND', 'VERSION_CONFLICT'],
  handle: (ctx, { params: { person }, body }) => setSwitches(ctx, person, body),
})

export const noticeRoutes: readonly AnyRoute[] = [
  listNoticesRoute,
  setWordingRoute,
  previewNoticeRoute,
  readSwitchesRoute,
  setSwitchesRoute,
]
