import { findInXml } from '../find-in-xml.ts'
import { isUnreadable, pointAt } from '../json-pointer.ts'
import type { OpenAnswer } from '../open-answer.ts'
import type { AnswerReader } from '../reader.ts'
import { reasonOf, remoteIdOf, type Said } from '../said.ts'
import { statedPrice } from '../stated-price.ts'
import { parseXml, type XmlElement } from '../xml-tree.ts'

/**
 * LeadConduit: `{"outcome": "success", "reason": "", "lead": {"id": "…"}, "price": 0}` or the same as XML; its classic
 * version answers `<response><result>success</result><reason/><leadId/><url/></response>`, with a reason for every fault.
 * A price of 0 means that none is set.
 */
export const leadconduit: AnswerReader = {
  id: 'leadconduit',
  title: 'LeadConduit',
  read(answer) {
    const { outcome, reasons, remoteId, price } = partsOf(answer)
    const meaning = meaningOf(outcome.toLowerCase(), reasons)
    if (meaning === null) return null
    return { ...meaning, reason: reasonOf(reasons), remoteId: remoteIdOf(remoteId), price: statedPrice(price) }
  },
  examples: [
    { body: '{"outcome":"success","lead":{"id":"55c8"},"price":12.5}', outcome: 'accepted' },
    {
      body: '<result><outcome>success</outcome><reason/><lead><id>55c8</id></lead><price>0</price></result>',
      outcome: 'accepted',
    },
    {
      body: '<response><result>queued</result><leadId>55c8</leadId><url>https://example.com/</url></response>',
      outcome: 'accepted',
    },
    { body: '{"outcome":"failure","reason":"Duplicate lead","lead":{"id":"55c9"},"price":0}', outcome: 'duplicate' },
    { body: '{"outcome":"failure","reason":"Failed validation","lead":{"id":"55c9"},"price":0}', outcome: 'rejected' },
    { body: '<response><result>error</result><reason>Missing parameter</reason></response>', outcome: 'error_final' },
  ],
}

/** Its own words for an error: a request that would be refused again as it is. */
function meaningOf(outcome: string, reasons: string): Pick<Said, 'outcome' | 'because'> | null {
  if (outcome === 'success' || outcome === 'queued') return { outcome: 'accepted', because: null }
  if (outcome === 'error') return { outcome: 'error_final', because: 'LeadConduit: it cannot take what was sent.' }
  if (outcome !== 'failure') return null
  return { outcome: /\bdup(e|licate[sd]?)?\b/i.test(reasons) ? 'duplicate' : 'rejected', because: null }
}

interface Parts {
  outcome: string
  reasons: string
  remoteId: unknown
  price: unknown
}

function partsOf(answer: OpenAnswer): Parts {
  const root = answer.truncated ? null : (answer.xml() ?? parseXml(withoutItsDoctype(answer.body)))
  return root === null ? partsOfJson(answer.json()) : partsOfXml(root)
}

function partsOfXml(root: XmlElement): Parts {
  const first = (...paths: string[]) => paths.flatMap((path) => findInXml(root, path)).find((text) => text !== '') ?? ''
  return {
    outcome: first('/result/outcome', '/response/result'),
    reasons: findInXml(root, '//reason').filter(Boolean).join('; '),
    remoteId: first('/result/lead/id', '/response/leadId'),
    price: first('/result/price'),
  }
}

function partsOfJson(document: unknown): Parts {
  const at = (pointer: string) => {
    const value = pointAt(document, pointer)
    return isUnreadable(value) || typeof value === 'object' ? undefined : value
  }
  const text = (pointer: string) => String(at(pointer) ?? '')
  return { outcome: text('/outcome'), reasons: text('/reason'), remoteId: at('/lead/id'), price: at('/price') }
}

/**
 * The classic version names its document type by an address. Every other DOCTYPE is refused (ENGINE 7); this one declares
 * nothing, is not fetched, and is taken off before anything is read.
 */
const withoutItsDoctype = (body: string): string => body.replace(/<!DOCTYPE response SYSTEM "[^"<>[\]]{0,200}">/, '')
