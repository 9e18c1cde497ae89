import { describe, expect, it } from 'vitest'
import { readJson } from '../../../../worker/delivery/answers/json.ts'
import { readSoap } from '../../../../worker/delivery/answers/soap.ts'
import { readText } from '../../../../worker/delivery/answers/text.ts'
import { readXml } from '../../../../worker/delivery/answers/xml.ts'
import { anAnswer } from '../../../support/answer.ts'

const envelope = (body: string) =>
  `<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>${body}</soap:Body></soap:Envelope>`
const fault = (code: string) =>
  envelope(`<soap:Fault><faultcode>${code}</faultcode><faultstring>No such postcode</faultstring></soap:Fault>`)
const fault12 = (code: string) =>
  envelope(
    `<soap:Fault><soap:Code><soap:Value>soap:${code}</soap:Value></soap:Code><soap:Reason><soap:Text>Later</soap:Text></soap:Reason></soap:Fault>`,
  )

describe('the standard reader of JSON promises that', () => {
  it.each([
    [200, { success: false }, 'rejected'],
    [200, { success: true }, 'accepted'],
    [200, { status: 'success', accepted: false }, 'rejected'],
    [200, { Status: 'DECLINED' }, 'rejected'],
    [200, { result: 'error' }, 'rejected'],
    [200, { error: 'Unknown campaign' }, 'error_final'],
    [200, { error: '' }, 'accepted'],
    [200, { error: false, id: 7 }, 'accepted'],
    [200, { status: 'accepted', error: 'none' }, 'accepted'],
    [404, { success: true }, 'error_final'],
    [500, { success: false }, 'error_retryable'],
  ])('%i with %j is %3$s', (status, body, outcome) => {
    expect(readJson(anAnswer(status, body)).outcome).toBe(outcome)
  })

  it('a price is kept, apart from everything else', () => {
    expect(readJson(anAnswer(200, { status: 'accepted', price: 12.5 }))).toMatchObject({
      outcome: 'accepted',
      price: { amountMinor: 1250, currency: null },
    })
  })
})

describe('the standard reader of XML promises that', () => {
  it.each([
    [200, '<response><status>rejected</status><reason>full</reason></response>', 'rejected'],
    [200, '<response><result>Duplicate</result></response>', 'duplicate'],
    [200, '<response status="declined"/>', 'rejected'],
    [200, '<ns:Response xmlns:ns="urn:x"><ns:Status>Accepted</ns:Status></ns:Response>', 'accepted'],
    [200, '<response><success>false</success></response>', 'rejected'],
    [200, '<response><status>', 'accepted'],
    [200, '<!DOCTYPE r [<!ENTITY s "rejected">]><r><status>&s;</status></r>', 'accepted'],
    [200, '', 'accepted'],
    [400, '<response><status>accepted</status></response>', 'error_final'],
    [422, '<response><status>duplicate</status></response>', 'duplicate'],
    [503, '<response><status>rejected</status></response>', 'error_retryable'],
    [410, '<response><status>rejected</status></response>', 'rejected'],
  ])('%i with %s is %3$s', (status, body, outcome) => {
    expect(readXml(anAnswer(status, body)).outcome).toBe(outcome)
  })

  it('what it captures is captured from wherever it stands', () => {
    const body = '<r><status>sold</status><lead><id>L-7</id></lead><price currency="GBP">12.50</price></r>'
    expect(readXml(anAnswer(200, body))).toMatchObject({ remoteId: 'L-7', price: { amountMinor: 1250 } })
  })

  it('410 switches the address off, whatever its body says', () => {
    expect(readXml(anAnswer(410, '<r><status>rejected</status></r>')).disable).toBe(true)
  })
})

describe('the standard reader of SOAP promises that', () => {
  it.each([
    ['no fault', 200, envelope('<SubmitResponse/>'), 'accepted'],
    ['a word in its body', 200, envelope('<r><Status>Rejected</Status></r>'), 'rejected'],
    [
      'XML as a text, as many services answer',
      200,
      envelope('<r>&lt;a&gt;&lt;status&gt;duplicate&lt;/status&gt;&lt;/a&gt;</r>'),
      'duplicate',
    ],
    ['XML in CDATA', 200, envelope('<r><![CDATA[<a><status>rejected</status></a>]]></r>'), 'rejected'],
    ['a fault of the message, 1.1', 500, fault('soap:Client'), 'error_final'],
    ['a fault of the message with a finer code', 500, fault('Client.Validation'), 'error_final'],
    ['a fault of the server, 1.1', 500, fault('soap:Server'), 'error_retryable'],
    ['a fault of the message, 1.2', 400, fault12('Sender'), 'error_final'],
    ['a fault of the server, 1.2', 500, fault12('Receiver'), 'error_retryable'],
    ['a fault with a good status', 200, fault('soap:Client'), 'error_final'],
    ['a server’s fault with a good status', 200, fault('soap:Server'), 'error_retryable'],
    ['no SOAP at all', 500, '<html/>', 'error_retryable'],
    ['a refusal', 403, envelope('<r/>'), 'error_final'],
    ['nothing', 200, '', 'accepted'],
  ])('%s (%i) is %4$s', (_what, status, body, outcome) => {
    expect(readSoap(anAnswer(status, body)).outcome).toBe(outcome)
  })

  it('a fault’s words are kept as the partner’s', () => {
    expect(readSoap(anAnswer(500, fault('soap:Client'))).reason).toBe('No such postcode')
    expect(readSoap(anAnswer(500, fault12('Receiver'))).reason).toBe('Later')
  })
})

describe('the standard reader of texts promises that', () => {
  it.each([
    [200, 'OK', 'accepted'],
    [200, 'Thank you', 'accepted'],
    [200, 'REJECTED: out of area', 'rejected'],
    [200, 'Duplicate lead', 'duplicate'],
    [200, 'ERROR bad key', 'rejected'],
    [200, 'status=rejected&reason=full', 'rejected'],
    [200, 'success=false', 'rejected'],
    [200, 'status=accepted&id=7', 'accepted'],
    [200, '{"status":"rejected"}', 'rejected'],
    [200, '<r><status>rejected</status></r>', 'rejected'],
    [200, '<html><br>error</html>', 'accepted'],
    [200, 'x'.repeat(64 * 1024), 'accepted'],
    [400, 'OK', 'error_final'],
    [500, 'rejected', 'error_retryable'],
  ])('%i with %.40s is %3$s', (status, body, outcome) => {
    expect(readText(anAnswer(status, body)).outcome).toBe(outcome)
  })

  it('what stands beside the word is the reason', () => {
    expect(readText(anAnswer(200, 'REJECTED: out of area')).reason).toBe('out of area')
    expect(readText(anAnswer(200, 'status=rejected&reason=too+far&id=7'))).toMatchObject({
      reason: 'too far',
      remoteId: '7',
    })
  })
})
