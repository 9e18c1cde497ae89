import type { InternetFormatId } from '../../contract/delivery.ts'
import type { Format, InternetFormat, MailFormat } from './format.ts'
import { email } from './formats/email.ts'
import { formPost } from './formats/form-post.ts'
import { json } from './formats/json.ts'
import { soap11 } from './formats/soap-1-1.ts'
import { soap12 } from './formats/soap-1-2.ts'
import { xml } from './formats/xml.ts'

/** The formats of internet delivery, by the id that a partner's settings carry (contract/delivery.ts). */
export const internetFormats: Record<InternetFormatId, InternetFormat> = {
  json,
  xml,
  'form-post': formPost,
  'soap-1-1': soap11,
  'soap-1-2': soap12,
}

export const mailFormat: MailFormat = email

/** Every format, for the conformance suite; test/unit/delivery/formats.test.ts compares it with the folder. */
export const formats: readonly Format[] = [...Object.values(internetFormats), mailFormat]
