import type { Field } from '../../../../contract/fields/field.ts'
import { runId } from '../../../../contract/id.ts'
import { insertJob } from '../../../../db/store/jobs.ts'
import { raiseLead, selectLead } from '../../../../db/store/leads.ts'
import { fillTemplate } from '../../../domain/template/fill-template.ts'
import { fillingOf } from '../../../domain/template/filling.ts'
import { knownNames } from '../../../domain/template/known-names.ts'
import { templateProblems } from '../../../domain/template/template-problems.ts'
import { Problem } from '../../../problem.ts'
import { commitOrThrow } from '../../commit-or-throw.ts'
import { toE164 } from '../../people/phone-number.ts'
import { loadLeadFilling } from '../../templates/lead-filling.ts'
import { sendTextJob } from '../../texts/text-job.ts'
import type { Action } from '../action.ts'
import { textNumbersOf } from '../text-numbers.ts'

/**
 * F61: texts the lead's partners, its introducer or fixed numbers; never the person behind the lead. The texts are jobs in
 * the commit that ends the step; history keeps who got one, not the numbers.
 */
export const smsAction: Action<'sms'> = {
  kind: 'sms',

  async check(_ctx, { text, to, numbers }, { pointer, fields }) {
    const nobody = to.length === 0 && numbers.length === 0
    return {
      errors: [
        ...(nobody
          ? [{ pointer: `${pointer}/to`, code: 'REQUIRED', message: 'Say whom it goes to, or give a number.' }]
          : []),
        ...templateProblems(asTemplate(text), knownNames('automation', fields)).map((problem) => ({
          ...problem,
          pointer: `${pointer}/text`,
        })),
      ],
    }
  },

  async run(ctx, { settings: { text, to, numbers }, leadId, run }) {
    const [filling, lead] = await Promise.all([
      loadLeadFilling(ctx, leadId),
      selectLead(ctx.db, leadId).first<{ version: number }>(),
    ])
    if (filling === null || lead === null) throw new Problem('NOT_FOUND')
    const personNumbers = phoneNumbers(filling.facts)
    const recipients = await textNumbersOf(ctx, leadId, {
      to,
      numbers,
      partnerId: run.partnerId,
      event: run.event,
      personNumbers,
    })
    if (recipients.length === 0) throw new Problem('NO_RECIPIENT')
    const jobs = recipients.map(({ number, partnerId }, i) => {
      const facts = partnerId === null ? filling.facts : filling.forPartner(partnerId)
      const id = `text:${runId(leadId, run.n)}:${run.step + 1}:${i + 1}`
      const filled = fillTemplate(asTemplate(text), fillingOf(facts)).text.slice(0, mostCharacters)
      return sendTextJob(ctx.now, { id, to: number, text: filled })
    })
    const version = lead.version + 1
    const sentTo = [...new Set(recipients.map(({ who }) => who))]
    await commitOrThrow(ctx, {
      history: [{ id: leadId, version, event: 'lead.texted', data: { to: sentTo } }],
      write: [raiseLead(ctx.db, { id: leadId, version }), ...jobs.map((job) => insertJob(ctx.db, job))],
    })
    for (const job of jobs) ctx.startJob(job)
  },
}

/** What providers carry in one message, in parts. */
const mostCharacters = 1600

/** The names in a text are those of a template; a text has no subject. */
export const asTemplate = (text: string) => ({ subject: '', text, html: null })

/** Every number that the lead gives for the person behind it. */
const phoneNumbers = ({ fields, values }: { fields: readonly Field[]; values: Record<string, unknown> }): string[] =>
  fields.flatMap(({ kind, name }) => {
    const number = kind === 'phone' && typeof values[name] === 'string' ? toE164(values[name]) : null
    return number === null ? [] : [number]
  })
