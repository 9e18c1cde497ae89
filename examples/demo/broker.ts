import type { Field } from '../../contract/fields/field.ts'
import type { Money } from '../../contract/money.ts'
import { automations, stages, templates } from './automations.ts'
import { leads } from './leads.ts'
import type { DemoBroker } from './shape.ts'

/** Pounds as money: 38 is £38.00. */
const pounds = (amount: number): Money => ({ amount: amount * 100, currency: 'GBP' })

const person: Field[] = [
  { name: 'firstName', kind: 'text', label: 'First name', required: true, maxLength: 60 },
  { name: 'lastName', kind: 'text', label: 'Last name', required: true, maxLength: 60 },
  { name: 'email', kind: 'email', label: 'E-mail', required: true },
  { name: 'phone', kind: 'phone', label: 'Telephone', required: true, help: 'To arrange a time that suits you.' },
  { name: 'postcode', kind: 'postcode', label: 'Postcode', required: true, help: 'Finds firms that work near you.' },
]

/** Who will call, and that it may: each wording has its version, which is kept with the lead. */
const consent = (who: string, version: string): Field => ({
  name: 'contactMe',
  kind: 'consent',
  label: 'May they contact you?',
  required: true,
  wording: `I agree that Hearth & Home Leads passes this request to ${who}, who may call or e-mail me about it.`,
  version,
})

const choice = (name: string, label: string, answers: Record<string, string>): Field => ({
  name,
  kind: 'choice',
  label,
  required: true,
  options: Object.entries(answers).map(([value, text]) => ({ value, label: text })),
})

const when = choice('when', 'When should it be done?', {
  soon: 'As soon as possible',
  months: 'Within three months',
  looking: 'Just looking for now',
})

const weekdays = [1, 2, 3, 4, 5]
const everyDay = [1, 2, 3, 4, 5, 6, 7]

/**
 * Hearth & Home Leads, a broker that nobody should mistake for a real one: names are invented, web addresses are those
 * kept for examples, telephone numbers Ofcom's for drama, and FCA numbers begin with zeros as no firm's does.
 */
export const demoBroker: DemoBroker = {
  settings: {
    name: 'Hearth & Home Leads',
    zone: 'Europe/London',
    currency: 'GBP',
    notifyEmail: 'office@hearth-and-home.example.com',
  },

  preferences: {
    partnersProvideFca: true,
    partnersPause: true,
    captureTool: true,
    buyerSignUp: true,
    partnersPauseByText: true,
    textNumber: '+447700900000',
    paypalSignUp: true,
    paypalPortal: true,
    topUpSuggested: [pounds(120), pounds(240), pounds(600)],
    notifyEmails: ['compliance@hearth-and-home.example.com'],
    dedupe: {
      mode: 'window',
      days: 30,
      scope: 'group',
      match: ['email', 'phone'],
      combine: 'any',
      action: 'link',
      clusterOnce: false,
    },
  },

  suppressed: ['no.more@example.org', '0161 496 0107'],
  stages,
  templates,
  automations,

  leadGroups: [
    {
      name: 'Home improvement',
      introducersMayRefer: true,
      fields: [...person, { name: 'owner', kind: 'yesNo', label: 'Do you own the property?', required: true }],
      leadTypes: [
        {
          name: 'Double glazing',
          description: 'Home owners who want new windows or doors. Shared with up to three firms.',
          fields: [
            choice('windows', 'How many windows?', {
              few: 'One to three',
              some: 'Four to seven',
              many: 'Eight or more',
            }),
            when,
            { name: 'details', kind: 'longText', label: 'Anything else?', required: false, maxLength: 800 },
            consent('up to three installers of windows', 'windows-2'),
          ],
          referralMethod: 'immediate',
          defaultPrice: pounds(38),
          scope: 3,
          requireFca: false,
        },
        {
          name: 'Boilers',
          description:
            'A new boiler or a heat pump in its place. Shared with up to two firms, in shares that they agreed.',
          fields: [
            choice('fuel', 'What heats your home now?', {
              gas: 'Gas',
              oil: 'Oil',
              electric: 'Electricity',
              other: 'Other',
            }),
            when,
            consent('up to two heating engineers', 'boilers-1'),
          ],
          referralMethod: 'immediate',
          defaultPrice: pounds(32),
          scope: 2,
          requireFca: false,
          selection: 'weighted',
        },
        {
          name: 'Solar panels',
          description: 'Panels and batteries for homes. Shared with up to two firms: those that pay most.',
          fields: [
            { name: 'monthlyBill', kind: 'money', label: 'Electricity bill a month', required: false, currency: 'GBP' },
            {
              name: 'extras',
              kind: 'multiChoice',
              label: 'What else interests you?',
              required: false,
              options: [
                { value: 'battery', label: 'A battery' },
                { value: 'charger', label: 'A car charger' },
              ],
            },
            consent('up to two solar installers', 'solar-1'),
          ],
          referralMethod: 'immediate',
          defaultPrice: pounds(55),
          scope: 2,
          requireFca: false,
          selection: 'price',
        },
        {
          name: 'Kitchens',
          description: 'New kitchens. Our own people call first and choose the firm by hand; exclusive.',
          fields: [
            { name: 'budget', kind: 'money', label: 'Budget', required: true, currency: 'GBP', min: 100_000 },
            { name: 'start', kind: 'date', label: 'When should work start?', required: false },
            consent('one kitchen company', 'kitchens-1'),
          ],
          referralMethod: 'manual',
          defaultPrice: pounds(45),
          scope: 1,
          requireFca: false,
        },
        {
          name: 'Bathrooms',
          description: 'New bathrooms. Our people ring first and set the time of a home visit, with up to two firms.',
          fields: [
            choice('bathroom', 'What is it to be?', { bath: 'A bath', shower: 'A shower', wet: 'A wet room' }),
            consent('up to two bathroom fitters, who visit me at a time that suits me', 'bathrooms-1'),
          ],
          referralMethod: 'appointment',
          defaultPrice: pounds(60),
          scope: 2,
          requireFca: false,
        },
        {
          name: 'Roofing',
          description: 'Not sold yet: a lead type without a referral method goes to nobody.',
          fields: [consent('one roofing company', 'roofing-1')],
          referralMethod: null,
          defaultPrice: pounds(40),
          scope: 1,
          requireFca: false,
        },
      ],
    },
    {
      name: 'Finance',
      introducersMayRefer: true,
      fields: person,
      leadTypes: [
        {
          name: 'Mortgages',
          description: 'Advice on a mortgage. Exclusive, and only for firms whose FCA number we hold.',
          fields: [
            choice('purpose', 'What is it for?', {
              first: 'My first home',
              moving: 'Moving home',
              remortgage: 'A better rate on my own home',
              letting: 'A property to let',
            }),
            {
              name: 'loan',
              kind: 'money',
              label: 'How much to borrow?',
              required: true,
              currency: 'GBP',
              min: 2_500_000,
            },
            consent('one mortgage adviser authorised by the FCA', 'mortgages-3'),
          ],
          referralMethod: 'immediate',
          defaultPrice: pounds(64),
          scope: 1,
          requireFca: true,
          holdHours: 720,
        },
        {
          name: 'Life insurance',
          description:
            'Cover for a family or a mortgage. Our people put the caller through to one adviser, by telephone.',
          fields: [
            { name: 'cover', kind: 'money', label: 'How much cover?', required: true, currency: 'GBP', min: 1_000_000 },
            { name: 'smoker', kind: 'yesNo', label: 'Do you smoke?', required: true },
            consent('one insurance adviser authorised by the FCA', 'life-2'),
          ],
          referralMethod: 'transfer',
          defaultPrice: pounds(28),
          scope: 1,
          requireFca: true,
        },
      ],
    },
  ],

  partners: [
    {
      name: 'Cosy Homes Magazine',
      description: 'Introduces leads from its website. Editor: ask for the web desk.',
      buys: false,
      introduces: true,
      contactEmail: 'webdesk@cosy-homes.example.com',
    },
    {
      name: 'Bright & Sons Glaziers',
      description: 'Pays the most and comes first, for one lead a day: capped for the day from then on.',
      dailyLimit: 1,
      delivery: { server: '/accept/bright-and-sons' },
      payment: pounds(400),
      buysTypes: { 'Double glazing': { price: pounds(44), priority: 20 } },
    },
    {
      name: 'Crystal Clear Windows',
      description:
        'Pays in advance, works nationwide. Wants nobody twice in 30 days, and hears when its money runs low.',
      contactEmail: 'accounts@crystal-clear.example.com',
      mobile: '07700 900112',
      repeatDays: 30,
      lowFundsThreshold: pounds(550),
      lowFundsText: true,
      delivery: { server: '/accept/crystal-clear' },
      payment: pounds(600),
      buysTypes: { 'Double glazing': {}, 'Solar panels': { price: pounds(58) } },
    },
    {
      name: 'Northgate Improvements',
      description:
        'On account up to £250; wants its leads by e-mail in its own words, and no job of fewer than four windows.',
      creditLimit: pounds(250),
      delivery: {
        email: ['leads@northgate.example.com', 'desk@northgate.example.com'],
        letter: 'How Northgate wants its leads',
      },
      buysTypes: {
        'Double glazing': {
          price: pounds(36),
          filters: [{ field: 'windows', op: 'oneOf', value: ['some', 'many'] }],
        },
        Boilers: {},
        'Solar panels': {},
        Bathrooms: { price: pounds(65) },
      },
    },
    {
      name: 'Albion Home Group',
      description:
        'Takes what nobody else takes, without a credit limit. Pays for windows by what the lead cost. A web form, and a copy by e-mail.',
      creditUnlimited: true,
      delivery: { server: '/accept/albion', format: 'form-post', email: ['intake@albion-home.example.com'] },
      buysTypes: {
        'Double glazing': {
          price: pounds(18),
          priority: -10,
          billing: { point: 'accepted', charges: [{ point: 'accepted', costBps: 20_000 }] },
        },
        Boilers: { price: pounds(26), priority: -10 },
        'Solar panels': { price: pounds(45), priority: -10 },
        Kitchens: { priority: -10 },
        Bathrooms: { priority: -10 },
      },
    },
    {
      name: 'Manchester Heat & Glass',
      description: 'Greater Manchester and around it only. Its system speaks XML.',
      delivery: {
        server: '/accept/manchester-heat-and-glass',
        format: 'xml',
        template: [
          '<Enquiry source="Hearth and Home" ref="{{referral.reference}}">',
          '  <Product>{{leadType.name}}</Product>',
          '  <Customer><First>{{firstName}}</First><Last>{{lastName}}</Last></Customer>',
          '  <Phone>{{phone}}</Phone>',
          '  <Email>{{email}}</Email>',
          '  <Postcode>{{postcode}}</Postcode>',
          '</Enquiry>',
        ].join('\n'),
      },
      payment: pounds(300),
      buysTypes: {
        'Double glazing': { price: pounds(40), places: ['M', 'BL', 'OL', 'SK', 'WN'] },
        Boilers: { places: ['M', 'BL', 'OL', 'SK', 'WN'], dailyLimit: 5 },
      },
    },
    {
      name: 'Thames & Chiltern Glazing',
      description: 'Reading to Oxford and some districts of London, in office hours. SOAP 1.1.',
      schedule: { windows: [{ days: weekdays, from: '09:00', to: '17:30' }] },
      delivery: {
        server: '/accept/thames-and-chiltern',
        format: 'soap-1-1',
        soapAction: 'urn:example:leads/SubmitLead',
        template: [
          '<SubmitLead xmlns="urn:example:leads">',
          '  <Name>{{firstName}} {{lastName}}</Name>',
          '  <Phone>{{phone}}</Phone>',
          '  <Postcode>{{postcode}}</Postcode>',
          '</SubmitLead>',
        ].join('\n'),
      },
      payment: pounds(500),
      buysTypes: { 'Double glazing': { places: ['RG', 'SL', 'HP', 'OX', 'NW1', 'NW10', 'W3', 'W5'] } },
    },
    {
      name: 'Lantern Windows',
      description: 'Its call centre works at night: out of hours all day long.',
      schedule: { windows: [{ days: everyDay, from: '21:00', to: '06:00' }] },
      delivery: { server: '/accept/lantern' },
      payment: pounds(500),
      buysTypes: { 'Double glazing': { price: pounds(41) } },
    },
    {
      name: 'Severn Windows',
      description: 'Paused its leads until the fitters are back.',
      online: false,
      delivery: { server: '/accept/severn' },
      payment: pounds(250),
      buysTypes: { 'Double glazing': { places: ['BS', 'BA', 'GL', 'CF'] }, Boilers: { places: ['BS'] } },
    },
    {
      name: 'Penny Lane Plastics',
      description: 'Its money has run down to £12: less than a lead costs.',
      delivery: { server: '/accept/penny-lane' },
      payment: pounds(12),
      buysTypes: { 'Double glazing': {} },
    },
    {
      name: 'Harbour Home',
      description: 'Has paid, and has not said yet where its leads should go.',
      payment: pounds(200),
      buysTypes: { 'Double glazing': {}, Kitchens: {}, Bathrooms: {} },
    },
    {
      name: 'Newbridge Windows',
      description: 'Signed up by itself; waits to be approved.',
      status: 'pending',
      delivery: { email: ['hello@newbridge.example.com'] },
      buysTypes: { 'Double glazing': {} },
    },
    {
      name: 'Ember Boilers',
      description:
        'Boilers only, three of every five, at most 40 a month. Leads of the night wait until it opens. Its server is a LeadByte.',
      monthlyLimit: 40,
      schedule: {
        windows: [{ days: [1, 2, 3, 4, 5, 6], from: '07:00', to: '19:00' }],
        holidays: [
          { from: '2026-12-25', to: '2026-12-28' },
          { from: '2027-01-01' },
          { from: '2027-12-25', to: '2027-12-28' },
        ],
      },
      queueUntilOpen: true,
      delivery: {
        server: '/accept/ember/leadbyte',
        mapping: [
          { to: '/firstname', value: '{{firstName}}' },
          { to: '/lastname', value: '{{lastName}}' },
          { to: '/phone1', value: '{{phone}}', transforms: [{ kind: 'phone', form: 'digits' }] },
          { to: '/email', value: '{{email}}' },
          { to: '/postcode', value: '{{postcode}}' },
          { to: '/fuel', value: '{{fuel}}' },
          { to: '/key', value: 'demo-key-of-ember', secret: true },
        ],
        answer: { kind: 'reader', reader: 'leadbyte' },
      },
      payment: pounds(800),
      buysTypes: { Boilers: { price: pounds(34), weight: 3 } },
    },
    {
      name: 'Keystone Mortgages',
      description:
        'On account up to £1,000; its FCA number is known. Loans of up to a million; pays once more when a mortgage is agreed. SOAP 1.2.',
      fcaNumber: '000101',
      creditLimit: pounds(1000),
      transferNumber: '020 7946 0101',
      delivery: {
        server: '/accept/keystone',
        format: 'soap-1-2',
        mapping: [
          { to: 'Enquiry/@xmlns', value: 'urn:example:advice' },
          { to: 'Enquiry/Client/Name', value: '{{firstName}} {{lastName}}' },
          { to: 'Enquiry/Client/Phone', value: '{{phone}}' },
          { to: 'Enquiry/About', value: '{{leadType.name}}' },
          { to: 'Enquiry/Loan', value: '{{loan}}', omitEmpty: true },
          { to: 'Enquiry/Cover', value: '{{cover}}', omitEmpty: true },
        ],
      },
      buysTypes: {
        Mortgages: {
          filters: [{ field: 'loan', op: 'atMost', value: pounds(1_000_000) }],
          billing: { point: 'accepted', charges: [{ point: 'converted', amount: pounds(150) }] },
        },
        'Life insurance': {},
      },
    },
    {
      name: 'Fernhill Financial',
      description: 'Would pay more, and has given neither an FCA number nor a number to put calls through to.',
      creditLimit: pounds(500),
      delivery: { email: ['advice@fernhill.example.com'] },
      buysTypes: { Mortgages: { price: pounds(70), priority: 10 }, 'Life insurance': {} },
    },
    {
      name: 'Larkfield Life',
      description: 'Life insurance by telephone, at any hour: its number is for calls that are put through.',
      fcaNumber: '000102',
      transferNumber: '0161 496 0110',
      payment: pounds(300),
      delivery: { email: ['calls@larkfield.example.com'] },
      buysTypes: { 'Life insurance': { price: pounds(31), priority: 5 } },
    },
    {
      name: 'Halfpenny Windows',
      description: 'Its server takes one lead and does not want the next: that one goes on to somebody else.',
      delivery: { server: '/choosy/halfpenny' },
      payment: pounds(400),
      buysTypes: { 'Double glazing': {} },
    },
    {
      name: 'Sunward Solar',
      description: 'Looks at each lead first, and has a day to accept it. Pays the most for that.',
      contactEmail: 'desk@sunward.example.com',
      mobile: '07700 900119',
      lowFundsThreshold: pounds(50),
      lowFundsText: true,
      delivery: { server: '/accept/sunward' },
      payment: pounds(100),
      buysTypes: { 'Solar panels': { price: pounds(60), acceptMinutes: 24 * 60 } },
    },
  ],

  terms: [
    { introducer: 'Cosy Homes Magazine', amount: pounds(6) },
    {
      introducer: 'Cosy Homes Magazine',
      leadType: 'Mortgages',
      amount: pounds(8),
      shares: [{ point: 'converted', valueBps: 2000 }],
    },
  ],

  webhook: {
    name: 'Our own system',
    types: [
      'referral.delivered',
      'referral.rejected',
      'return.requested',
      'return.decided',
      'balance.low',
      'top_up.credited',
      'partner.paused',
      'partner.resumed',
    ],
  },

  forms: {
    windows: {
      id: 'windows',
      name: 'Cosy Homes Magazine: windows page',
      introducer: 'Cosy Homes Magazine',
      leadType: 'Double glazing',
      settings: {
        title: 'Compare quotes for new windows',
        intro: 'Two minutes now. Up to three installers near you send a price, and you owe nobody anything.',
        submitLabel: 'Get my quotes',
        thanks: 'Thank you. Up to three installers have your request and will be in touch within one working day.',
        language: 'en-GB',
      },
    },
    mortgages: {
      id: 'mortgages',
      name: 'Cosy Homes Magazine: mortgages page',
      introducer: 'Cosy Homes Magazine',
      leadType: 'Mortgages',
      settings: {
        title: 'Talk to a mortgage adviser',
        intro: 'One adviser calls you, listens, and says what is possible. The first talk costs nothing.',
        submitLabel: 'Ask for a call',
        thanks: 'Thank you. An adviser has your request and will call you within one working day.',
        language: 'en-GB',
      },
    },
  },

  leads,
}
