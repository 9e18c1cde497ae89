import type { AnswerReader } from '../reader.ts'
import { reasonOf, remoteIdOf, type Said } from '../said.ts'

/**
 * LeadByte: `{"code": 1, "response": "OK", "info": [], "leadId": 17}`, and from its REST API `{"status": "Success",
 * "code": 1, "results": [{"queueId": "…", "code": 1}]}`, which has queued the lead and may still turn it down.
 */
export const leadbyte: AnswerReader = {
  id: 'leadbyte',
  title: 'LeadByte',
  read(answer) {
    const document = asObject(answer.json())
    const result = asObject(Array.isArray(document?.results) ? document.results[0] : null)
    const code = toCode(result?.code ?? document?.code)
    if (document === null || code === null) return null
    const said = meaningOf(code)
    return {
      ...said,
      reason: said.outcome === 'accepted' ? null : reasonOf(wordsOf(result ?? document) ?? wordsOf(document)),
      remoteId: remoteIdOf(result?.leadId ?? result?.queueId ?? document.leadId ?? document.queueId),
      price: null,
    }
  },
  examples: [
    { body: '{"code":1,"response":"OK","info":[],"leadId":4711,"processTime":0.2,"timestamp":0}', outcome: 'accepted' },
    {
      body: '{"status":"Success","code":1,"results":[{"queueId":"q-1","status":"Queued","code":1}]}',
      outcome: 'accepted',
    },
    { body: '{"code":-2,"response":"Duplicate","info":[]}', outcome: 'duplicate' },
    { body: '{"code":-4,"response":"Cap reached","info":[]}', outcome: 'rejected' },
    { body: '{"code":-7,"response":"Not authorised","info":[]}', outcome: 'error_final' },
    { body: '{"code":-100,"response":"Internal error","info":[]}', outcome: 'error_retryable' },
  ],
}

type Meaning = Pick<Said, 'outcome' | 'because'>

/** Every code that LeadByte documents. What is wrong with our own settings is final and brought before a person. */
const meanings: Record<string, Meaning> = {
  1: { outcome: 'accepted', because: null },
  [-2]: { outcome: 'duplicate', because: null },
  [-3]: { outcome: 'error_retryable', because: 'LeadByte: a system behind it did not answer (-3).' },
  [-4]: { outcome: 'rejected', because: 'LeadByte: its cap is reached (-4).' },
  [-5]: { outcome: 'rejected', because: 'LeadByte: the lead does not pass its validation (-5).' },
  [-7]: { outcome: 'error_final', because: 'LeadByte: we are not authorised to send there (-7).' },
  [-8]: { outcome: 'rejected', because: 'LeadByte: the mobile number does not pass its check (-8).' },
  [-9]: { outcome: 'error_final', because: 'LeadByte: the campaign is not active (-9).' },
  [-10]: { outcome: 'rejected', because: 'LeadByte: the address does not pass its check (-10).' },
  [-11]: { outcome: 'rejected', because: 'LeadByte: the IP address does not pass its check (-11).' },
  [-12]: { outcome: 'rejected', because: 'LeadByte: the e-mail address does not pass its check (-12).' },
  [-13]: { outcome: 'rejected', because: 'LeadByte: the landline number does not pass its check (-13).' },
  [-14]: { outcome: 'rejected', because: 'LeadByte: the country is not taken (-14).' },
  [-15]: { outcome: 'rejected', because: 'LeadByte: the number is on the TPS register (-15).' },
  [-16]: { outcome: 'rejected', because: 'LeadByte: the number is on a do-not-call register (-16).' },
  [-100]: { outcome: 'error_retryable', because: 'LeadByte: an internal error (-100).' },
}

/** A code below zero is a refusal, whatever it stands for; one above that is not known says nothing. */
function meaningOf(code: number): Meaning {
  if (code < 0) return meanings[code] ?? { outcome: 'rejected', because: `LeadByte: refused (${code}).` }
  return meanings[code] ?? { outcome: null, because: null }
}

function toCode(value: unknown): number | null {
  const code = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return typeof code === 'number' && Number.isSafeInteger(code) ? code : null
}

const asObject = (value: unknown): Record<string, unknown> | null =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : null

/** Its own words: the response, and what `info` or `message` add to it. */
function wordsOf({ response, message, info }: Record<string, unknown>): string | null {
  const details = Array.isArray(info) ? info.filter((each) => typeof each === 'string') : []
  const words = [response, message, ...details].filter((each) => typeof each === 'string' && each.trim() !== '')
  return words.length === 0 ? null : words.join(': ')
}
