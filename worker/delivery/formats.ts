import type { InternetFormatId } from '../../contract/delivery.ts'
import type { Format, InternetFormat, MailFormat } from './format.ts'
import { email } from './formats/email.ts'
import { json } from './formats/json.ts'

/** The formats of internet delivery, by the id that a partner's settings carry (contract/delivery.ts). */
export const internetFormats: Record<InternetFormatId, InternetFormat> = { json }

export const mailFormat: MailFormat = email

/** Every format, for the conformance suite; test/unit/delivery/formats.test.ts compares it with the folder. */
export const formats: readonly Format[] = [...Object.values(internetFormats), mailFormat]
