import { findInXml } from '../find-in-xml.ts'
import { isUnreadable, pointAt } from '../json-pointer.ts'
import type { OpenAnswer } from '../open-answer.ts'
import type { AnswerReader } from '../reader.ts'
import { reasonOf, remoteIdOf, type Said } from '../said.ts'
import { statedPrice } from '../stated-price.ts'

/** boberdoo: `<response><status>Matched</status><lead_id/><price/><error/></response>`, or the same as JSON. */
export const boberdoo: AnswerReader = {
  id: 'boberdoo',
  title: 'boberdoo',
  read(answer) {
    const at = valuesOf(answer)
    const status = at('status').toLowerCase()
    const meaning = meaningOf(status, at('error'))
    if (meaning === null) return null
    return {
      ...meaning,
      reason: reasonOf(at('error')),
      remoteId: remoteIdOf(at('lead_id')),
      price: statedPrice(at('price')),
    }
  },
  examples: [
    {
      body: '<response><status>Matched</status><lead_id>99</lead_id><price>12.50</price></response>',
      outcome: 'accepted',
    },
    { body: '{"response":{"status":"Matched","lead_id":"99","price":"12.50"}}', outcome: 'accepted' },
    { body: '<response><status>Unmatched</status><lead_id>100</lead_id></response>', outcome: 'rejected' },
    { body: '<response><status>Error</status><error>Duplicate lead</error></response>', outcome: 'duplicate' },
    { body: '<response><status>Error</status><error>Invalid Key</error></response>', outcome: 'error_final' },
  ],
}

function meaningOf(status: string, error: string): Pick<Said, 'outcome' | 'because'> | null {
  if (status === 'matched') return { outcome: 'accepted', because: null }
  if (status !== 'unmatched' && status !== 'error') return null
  if (/\bdup(e|licate[sd]?)?\b/i.test(error)) return { outcome: 'duplicate', because: null }
  if (status === 'unmatched') return { outcome: 'rejected', because: 'boberdoo: the lead matched no buyer.' }
  return { outcome: 'error_final', because: 'boberdoo: it answered with an error.' }
}

/** XML or JSON: `Format` in the request chooses. */
function valuesOf(answer: OpenAnswer): (name: string) => string {
  const root = answer.xml()
  if (root !== null) return (name) => findInXml(root, `/response/${name}`)[0] ?? ''
  return (name) => {
    const value = pointAt(answer.json(), `/response/${name}`) ?? pointAt(answer.json(), `/${name}`)
    return isUnreadable(value) || value === undefined || value === null || typeof value === 'object'
      ? ''
      : String(value)
  }
}
