import { findInXml } from '../find-in-xml.ts'
import type { AnswerReader } from '../reader.ts'
import { reasonOf, remoteIdOf, type Said } from '../said.ts'
import { statedPrice } from '../stated-price.ts'
import type { XmlElement } from '../xml-tree.ts'

/** LeadExec: `<PostResponse>` with PostID, isValidPost, ResponseType (a number or its name), LeadIdentifier and Price. */
export const leadexec: AnswerReader = {
  id: 'leadexec',
  title: 'LeadExec',
  read(answer) {
    const root = answer.xml()
    const type = root === null ? null : typeOf(under(root, 'ResponseType'))
    const isValid = root === null ? '' : under(root, 'isValidPost').toLowerCase()
    if (root === null || (type === null && isValid === '')) return null
    return {
      ...meaningOf(type, isValid),
      reason: isValid === 'true' ? null : reasonOf(under(root, 'ResponseDetails') || under(root, 'Response')),
      remoteId: remoteIdOf(under(root, 'LeadIdentifier') || under(root, 'PostID')),
      price: statedPrice(under(root, 'Price')),
    }
  },
  examples: [
    {
      body: example({ valid: true, type: '0', more: '<LeadIdentifier>L-7</LeadIdentifier><Price>12.50</Price>' }),
      outcome: 'accepted',
    },
    { body: example({ valid: false, type: '6' }), outcome: 'duplicate' },
    { body: example({ valid: false, type: '5' }), outcome: 'rejected' },
    { body: example({ valid: false, type: 'Account_Disabled' }), outcome: 'error_final' },
  ],
}

/** In the order of their numbers. What is wrong with our own settings is final and brought before a person. */
const types: readonly (Pick<Said, 'outcome' | 'because'> & { name: string })[] = [
  { name: 'No_Error', outcome: 'accepted', because: null },
  { name: 'System_ID_Missing', outcome: 'error_final', because: 'LeadExec: the system id is missing (1).' },
  { name: 'LeadType_ID_Missing', outcome: 'error_final', because: 'LeadExec: the lead type id is missing (2).' },
  { name: 'Vendor_ID_Missing', outcome: 'error_final', because: 'LeadExec: the vendor id is missing (3).' },
  { name: 'No_Account_Found', outcome: 'error_final', because: 'LeadExec: no such account (4).' },
  { name: 'Outside_Criteria', outcome: 'rejected', because: 'LeadExec: outside its criteria (5).' },
  { name: 'Duplicate_Lead', outcome: 'duplicate', because: null },
  { name: 'Account_Disabled', outcome: 'error_final', because: 'LeadExec: the account is disabled (7).' },
  { name: 'Post_Over_Max', outcome: 'rejected', because: 'LeadExec: more than it takes (8).' },
  { name: 'Data_Errors', outcome: 'rejected', because: 'LeadExec: the lead does not pass its validation (9).' },
]

const typeOf = (text: string): (typeof types)[number] | null =>
  (/^\d$/.test(text) ? types[Number(text)] : types.find(({ name }) => name.toLowerCase() === text.toLowerCase())) ??
  null

/** A post that it calls not valid is refused, even where its type names no error. */
function meaningOf(type: (typeof types)[number] | null, isValid: string): Pick<Said, 'outcome' | 'because'> {
  if (type !== null && type.outcome !== 'accepted') return { outcome: type.outcome, because: type.because }
  if (isValid === 'false') return { outcome: 'rejected', because: 'LeadExec: the post is not valid.' }
  return { outcome: type === null && isValid !== 'true' ? null : 'accepted', because: null }
}

const under = (root: XmlElement, name: string): string => findInXml(root, `//${name}`)[0] ?? ''

function example({ valid, type, more = '' }: { valid: boolean; type: string; more?: string }): string {
  return `<PostResponse><PostID>P-1</PostID><isValidPost>${valid}</isValidPost><ResponseType>${type}</ResponseType>${more}</PostResponse>`
}
