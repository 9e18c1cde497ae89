import type { Job } from '../job.ts'

export const sendMailJob: Job = { kind: 'send-mail', run: async () => {} }
