import type { FieldProblem } from '../../../contract/problem.ts'
import type { InternetSettings } from '../format.ts'
import type { Parcel } from '../parcel.ts'
import { declaration } from './element.ts'
import { xmlBody, xmlProblems } from './xml-body.ts'

/** The two versions of SOAP differ in their namespace and in where they say the action (D5). */
export interface SoapVersion {
  name: '1.1' | '1.2'
  namespace: string
}

/** The namespace of the usual document where it is the content of a SOAP body. */
const leadNamespace = 'urn:baton:lead:1'

/** The lead in an envelope; a template that is an envelope itself is sent as it is. */
export function soapBody(parcel: Parcel, settings: InternetSettings, { namespace }: SoapVersion): string {
  const xml = xmlBody(parcel, settings, { xmlns: leadNamespace })
  if (isEnvelope(xml)) return declaration + xml
  return `${declaration}<soap:Envelope xmlns:soap="${namespace}"><soap:Body>${xml}</soap:Body></soap:Envelope>`
}

/** Whether the first element is an Envelope, whatever its prefix. Comments may stand before it. */
function isEnvelope(xml: string): boolean {
  let rest = xml.trimStart()
  while (rest.startsWith('<!--')) rest = rest.slice(rest.indexOf('-->') + 3).trimStart()
  return /^<([\w.-]{1,100}:)?Envelope[\s>]/.test(rest)
}

/** What is wrong with settings of a SOAP delivery: the document's flaws, the envelope's and the action's. */
export function soapProblems(
  settings: InternetSettings,
  known: ReadonlySet<string>,
  { name, namespace }: SoapVersion,
): FieldProblem[] {
  const { problems, root } = xmlProblems(settings, known)
  const pointer = settings.template == null ? '/mapping' : '/template'
  const envelope = root?.local === 'Envelope' ? root : null
  const wrong = (message: string) => [{ pointer, code: 'NOT_AN_ENVELOPE', message }]
  const inNamespace = envelope?.namespace === namespace
  const bodies = envelope?.children.filter((child) => child.local === 'Body' && child.namespace === namespace) ?? []
  return [
    ...problems,
    ...(envelope !== null && !inNamespace ? wrong(`The envelope of SOAP ${name} has the namespace ${namespace}.`) : []),
    ...(envelope !== null && inNamespace && bodies.length !== 1 ? wrong('An envelope has one Body.') : []),
    ...actionProblems(settings.soapAction ?? null),
  ]
}

/** It stands between quotes in a header, so it can have neither quotes nor blanks nor line breaks. */
const actionProblems = (action: string | null): FieldProblem[] =>
  action === null || isAction(action)
    ? []
    : [
        {
          pointer: '/soapAction',
          code: 'NOT_AN_ACTION',
          message: 'Expected an address or a name, such as http://example.com/SubmitLead, without quotes or blanks.',
        },
      ]

const isAction = (action: string): boolean => /^[\x21\x23-\x5b\x5d-\x7e]*$/.test(action)
