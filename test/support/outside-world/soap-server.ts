import { createServer, type IncomingMessage } from 'node:http'
import * as soap from 'soap'
import { listen, type Stop } from './listen.ts'

const namespace = 'urn:example:leads'

/**
 * A partner's SOAP service, by a package that knows nothing of us: 1.1 at /1.1, 1.2 at /1.2. It answers with what it
 * understood of the lead, as JSON in an element, and with the action that it was called by. A lead whose name is Fault
 * gets a fault.
 */
export async function startSoapServer(): Promise<{ url: string; stop: Stop }> {
  const server = createServer((_request, response) => response.writeHead(404).end())
  const { port, stop } = await listen(server)
  const url = `http://127.0.0.1:${port}`
  for (const version of ['1.1', '1.2']) {
    soap.listen(server, {
      path: `/${version}`,
      services: { Leads: { Leads: { SubmitLead: submit } } },
      xml: wsdl(`${url}/${version}`, version === '1.2' ? 'soap12' : 'soap'),
      forceSoap12Headers: version === '1.2',
    })
  }
  return { url, stop }
}

const wsdl = (address: string, binding: 'soap' | 'soap12'): string => `<?xml version="1.0" encoding="utf-8"?>
<definitions xmlns="http://schemas.xmlsoap.org/wsdl/" xmlns:xs="http://www.w3.org/2001/XMLSchema"
  xmlns:soap="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:soap12="http://schemas.xmlsoap.org/wsdl/soap12/"
  xmlns:tns="${namespace}" targetNamespace="${namespace}">
  <types>
    <xs:schema targetNamespace="${namespace}" elementFormDefault="qualified">
      <xs:element name="SubmitLead"><xs:complexType><xs:sequence>
        <xs:element name="Reference" type="xs:string"/>
        <xs:element name="Name" type="xs:string"/>
        <xs:element name="Room" type="xs:string" minOccurs="0" maxOccurs="unbounded"/>
        <xs:element name="Windows" type="xs:int"/>
      </xs:sequence></xs:complexType></xs:element>
      <xs:element name="SubmitLeadResponse"><xs:complexType><xs:sequence>
        <xs:element name="Status" type="xs:string"/>
        <xs:element name="Id" type="xs:string"/>
        <xs:element name="Understood" type="xs:string"/>
        <xs:element name="Action" type="xs:string"/>
      </xs:sequence></xs:complexType></xs:element>
    </xs:schema>
  </types>
  <message name="In"><part name="parameters" element="tns:SubmitLead"/></message>
  <message name="Out"><part name="parameters" element="tns:SubmitLeadResponse"/></message>
  <portType name="LeadsPort">
    <operation name="SubmitLead"><input message="tns:In"/><output message="tns:Out"/></operation>
  </portType>
  <binding name="LeadsBinding" type="tns:LeadsPort">
    <${binding}:binding style="document" transport="http://schemas.xmlsoap.org/soap/http"/>
    <operation name="SubmitLead">
      <${binding}:operation soapAction="${namespace}:SubmitLead"/>
      <input><${binding}:body use="literal"/></input>
      <output><${binding}:body use="literal"/></output>
    </operation>
  </binding>
  <service name="Leads">
    <port name="Leads" binding="tns:LeadsBinding"><${binding}:address location="${address}"/></port>
  </service>
</definitions>`

function submit(
  lead: Record<string, unknown>,
  _done: unknown,
  _soapHeaders: unknown,
  { headers }: Pick<IncomingMessage, 'headers'>,
): Record<string, unknown> {
  if (lead.Name === 'Fault') throw { Fault: { faultcode: 'soap:Client', faultstring: 'No such name', statusCode: 500 } }
  const action = headers.soapaction ?? headers['content-type']
  return { Status: 'accepted', Id: 'S-1', Understood: JSON.stringify(lead), Action: action }
}
