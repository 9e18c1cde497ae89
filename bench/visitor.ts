import { hiddenNames } from '../contract/form.ts'
import { hiddenInput } from '../test/support/hidden-input.ts'
import type { House } from './house.ts'
import type { Reading } from './worker.ts'

/** A person who opens the form, fills it in and sends it. */
export async function visit(
  house: House,
  { at, key, fields, fillMs }: { at: number; key: string; fields: Record<string, unknown>; fillMs: number },
): Promise<{ viewed: Reading; sent: Reading }> {
  const viewed = await house.send(at, `/f/${key}`)
  const submission = {
    id: hiddenInput(viewed.body, hiddenNames.id),
    token: hiddenInput(viewed.body, hiddenNames.token),
    pageUrl: 'https://www.example.com/heat-pumps?utm_source=newsletter&utm_campaign=autumn',
    fields,
  }
  const sent = await house.send(at + fillMs, `/f/${key}/leads`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(submission),
  })
  if (sent.status !== 201) throw new Error(`The lead was not taken: ${sent.status} ${sent.body}`)
  return { viewed, sent }
}
