import type { Webhook, WebhookSecret } from '../../contract/webhook.ts'
import type { DemoBroker } from '../../examples/demo/shape.ts'
import type { Api } from '../api.ts'
import { webhookPath } from '../demo-buyer.ts'
import type { SeedSurroundings } from '../seed.ts'
import { movedTo } from './partners.ts'

/** The broker's webhook, where it is missing. Its secret is answered once, so it is remembered at once. */
export async function seedWebhook(
  api: Api,
  webhook: DemoBroker['webhook'],
  { buyer, rememberWebhook }: Pick<SeedSurroundings, 'buyer' | 'rememberWebhook'>,
): Promise<void> {
  const known = await api.all<Webhook>('/v1/webhooks')
  if (known.some(({ name }) => name === webhook.name)) return
  const { secret } = await api.post<WebhookSecret>('/v1/webhooks', { ...webhook, url: `${buyer}${webhookPath}` })
  rememberWebhook(secret!)
}

/** It goes along when the demo buyer has moved to another port. */
export async function moveWebhook(api: Api, buyer: string): Promise<void> {
  for (const { id, version, url } of await api.all<Webhook>('/v1/webhooks')) {
    const moved = movedTo(url, buyer)
    if (moved !== null) await api.patch(`/v1/webhooks/${id}`, { version, url: moved })
  }
}
