import type { Automation } from '../../contract/automation.ts'
import type { Stage } from '../../contract/stage.ts'
import type { Template } from '../../contract/template.ts'
import type { DemoAutomation, DemoBroker, DemoStage, DemoStep, DemoTemplate } from '../../examples/demo/shape.ts'
import type { Api } from '../api.ts'
import { type Ids, idOf } from './lead-types.ts'

/** Stages and what is done with them and with templates, where they are missing. */
export async function seedAutomations(
  api: Api,
  demo: Pick<DemoBroker, 'stages' | 'automations'>,
  { leadTypes, templates }: { leadTypes: Ids; templates: Ids },
): Promise<void> {
  const stages = await seedStages(api, demo.stages)
  const known = await api.all<Automation>('/v1/automations')
  for (const automation of demo.automations)
    if (!known.some(({ name }) => name === automation.name))
      await api.post('/v1/automations', bodyOf(automation, { leadTypes, stages, templates }))
}

async function seedStages(api: Api, stages: readonly DemoStage[]): Promise<Ids> {
  const { items } = await api.get<{ items: Stage[] }>('/v1/stages')
  const ids: Ids = new Map(items.map(({ label, id }) => [label, id]))
  for (const stage of stages)
    if (!ids.has(stage.label)) ids.set(stage.label, (await api.post<Stage>('/v1/stages', stage)).id)
  return ids
}

/** Templates, where they are missing. Gives their ids. */
export async function seedTemplates(api: Api, templates: readonly DemoTemplate[]): Promise<Ids> {
  const known = await api.all<Template>('/v1/templates')
  const ids: Ids = new Map(known.map(({ name, id }) => [name, id]))
  for (const template of templates)
    if (!ids.has(template.name))
      ids.set(template.name, (await api.post<Template>('/v1/templates', { kind: 'automation', ...template })).id)
  return ids
}

interface Named {
  leadTypes: Ids
  stages: Ids
  templates: Ids
}

const bodyOf = ({ name, event, leadType, filters, steps }: DemoAutomation, named: Named) => ({
  name,
  event,
  leadTypeId: idOf(named.leadTypes, leadType),
  condition: { filters },
  steps: steps.map((step) => stepOf(step, named)),
})

const stepOf = (step: DemoStep, { stages, templates }: Named) => ({
  wait: step.wait ?? null,
  action:
    'stage' in step
      ? { kind: 'set-stage', stage: idOf(stages, step.stage) }
      : { kind: 'email', templateId: idOf(templates, step.email), to: step.to },
})
