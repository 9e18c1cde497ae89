import * as v from 'valibot'
import { route } from './route.ts'

export const health = route({
  method: 'GET',
  path: '/health',
  may: ['anybody'],
  tag: 'About',
  summary: 'Tell whether the Worker answers',
  description: 'Touches neither the database nor any other service.',
  answer: { status: 200, body: v.strictObject({ ok: v.literal(true) }) },
  async handle() {
    return { ok: true } as const
  },
})
