import type { Broker } from '../../../contract/broker.ts'
import type { BrokerRow } from '../../../db/store/broker.ts'

/** The broker as the API shows it. */
export const toBroker = ({ version, name, zone, currency, notifyEmail }: BrokerRow): Broker => ({
  version,
  name,
  zone,
  currency,
  notifyEmail,
})
