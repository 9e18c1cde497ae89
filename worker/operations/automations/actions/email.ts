import { parseId, runId } from '../../../../contract/id.ts'
import { insertJob } from '../../../../db/store/jobs.ts'
import { raiseLead, selectLead } from '../../../../db/store/leads.ts'
import { findTemplate, templateMustBe } from '../../../../db/store/templates.ts'
import { fillTemplate } from '../../../domain/template/fill-template.ts'
import { fillingOf } from '../../../domain/template/filling.ts'
import { knownNames } from '../../../domain/template/known-names.ts'
import { unknownNames } from '../../../domain/template/template-problems.ts'
import { Problem } from '../../../problem.ts'
import { commitOrThrow } from '../../commit-or-throw.ts'
import { loadLeadFilling } from '../../templates/lead-filling.ts'
import { messageJob } from '../../templates/message-job.ts'
import type { Action, CheckedAutomation, SettingsOf } from '../action.ts'
import { recipientsOf } from '../mail-recipients.ts'

/**
 * F31, F61: sends a template about the lead to its partners, its introducer, the broker or fixed addresses. The messages
 * are jobs in the commit that ends the step; history keeps who got one, not the addresses.
 */
export const emailAction: Action<'email'> = {
  kind: 'email',

  async check(ctx, settings, automation) {
    const { pointer, fields } = automation
    const nobody = settings.to.length === 0 && settings.addresses.length === 0
    const errors = nobody
      ? [{ pointer: `${pointer}/to`, code: 'REQUIRED', message: 'Say whom it goes to, or give an address.' }]
      : []
    const wrong = (code: string, message: string) => ({
      errors: [...errors, { pointer: `${pointer}/templateId`, code, message }],
    })
    const template = await findTemplate(ctx.db, parseId('template', settings.templateId)!)
    if (template === null) return wrong('NOT_FOUND', 'There is no such template.')
    if (template.kind !== 'automation') return wrong('WRONG_KIND', 'This template is for something else.')
    if (template.archivedAt !== null && !usedBefore(settings, automation))
      return wrong('ARCHIVED', 'This template is archived.')
    const unknown = unknownNames(template, knownNames(template.kind, fields))
    if (unknown.length > 0)
      return wrong('UNKNOWN_FIELD', `It names what leads of this type do not have: ${unknown.join(', ')}.`)
    return { errors, guards: [templateMustBe(ctx.db, template)] }
  },

  async run(ctx, { settings: { templateId, to, addresses }, leadId, run }) {
    const [template, filling, lead, recipients] = await Promise.all([
      findTemplate(ctx.db, parseId('template', templateId)!),
      loadLeadFilling(ctx, leadId),
      selectLead(ctx.db, leadId).first<{ version: number }>(),
      recipientsOf(ctx, leadId, { to, addresses, partnerId: run.partnerId, event: run.event }),
    ])
    if (template === null || filling === null || lead === null) throw new Problem('NOT_FOUND')
    if (recipients.length === 0) throw new Problem('NO_RECIPIENT')
    const jobs = recipients.map(({ address, partnerId }, i) => {
      const facts = partnerId === null ? filling.facts : filling.forPartner(partnerId)
      const id = `email:${runId(leadId, run.n)}:${run.step + 1}:${i + 1}`
      return messageJob(ctx.now, { id, to: address, message: fillTemplate(template, fillingOf(facts)) })
    })
    const version = lead.version + 1
    const sentTo = [...new Set(recipients.map(({ who }) => who))]
    await commitOrThrow(ctx, {
      history: [
        {
          id: leadId,
          version,
          event: 'lead.emailed',
          data: { template: templateId, templateVersion: template.version, to: sentTo },
        },
      ],
      write: [raiseLead(ctx.db, { id: leadId, version }), ...jobs.map((job) => insertJob(ctx.db, job))],
    })
    for (const job of jobs) ctx.startJob(job)
  },
}

const usedBefore = ({ templateId }: SettingsOf<'email'>, { before }: CheckedAutomation): boolean =>
  before.some((settings) => settings.kind === 'email' && settings.templateId === templateId)
