import type { Money } from '../../contract/money.ts'
import type { DemoLead } from './shape.ts'

const pounds = (amount: number): Money => ({ amount: amount * 100, currency: 'GBP' })

/**
 * Leads of invented people, one for each thing that can become of one: referred at once, waiting for a person, held since
 * nobody takes it, sold with a home visit, waiting to be put through, offered to a partner that must accept it, and closed
 * since the person asked to be left alone.
 */
export const leads: DemoLead[] = [
  {
    leadType: 'Double glazing',
    introducer: 'Cosy Homes Magazine',
    fields: {
      firstName: 'Maya',
      lastName: 'Okafor',
      email: 'maya.okafor@example.com',
      phone: '0161 496 0102',
      postcode: 'M1 1AE',
      owner: true,
      windows: 'some',
      when: 'months',
      contactMe: { granted: true, version: 'windows-2' },
    },
  },
  {
    leadType: 'Boilers',
    introducer: null,
    fields: {
      firstName: 'Tom',
      lastName: 'Ferris',
      email: 'tom.ferris@example.org',
      phone: '0113 496 0104',
      postcode: 'DN55 1PT',
      owner: true,
      fuel: 'gas',
      when: 'soon',
      contactMe: { granted: true, version: 'boilers-1' },
    },
  },
  {
    leadType: 'Mortgages',
    introducer: 'Cosy Homes Magazine',
    fields: {
      firstName: 'Priya',
      lastName: 'Nair',
      email: 'priya.nair@example.com',
      phone: '020 7946 0106',
      postcode: 'EC1A 1BB',
      purpose: 'first',
      loan: pounds(285_000),
      contactMe: { granted: true, version: 'mortgages-3' },
    },
  },
  {
    leadType: 'Kitchens',
    introducer: null,
    fields: {
      firstName: 'Gareth',
      lastName: 'Pugh',
      email: 'gareth.pugh@example.org',
      phone: '029 2018 0108',
      postcode: 'B33 8TH',
      owner: true,
      budget: pounds(14_000),
      contactMe: { granted: true, version: 'kitchens-1' },
    },
  },
  {
    leadType: 'Mortgages',
    introducer: 'Cosy Homes Magazine',
    fields: {
      firstName: 'Rhys',
      lastName: 'Calder',
      email: 'rhys.calder@example.com',
      phone: '020 7946 0112',
      postcode: 'SW1A 1AA',
      purpose: 'moving',
      loan: pounds(2_400_000),
      contactMe: { granted: true, version: 'mortgages-3' },
    },
  },
  {
    leadType: 'Bathrooms',
    introducer: null,
    fields: {
      firstName: 'Ines',
      lastName: 'Moreau',
      email: 'ines.moreau@example.com',
      phone: '0113 496 0114',
      postcode: 'LS1 4DY',
      owner: true,
      bathroom: 'wet',
      contactMe: { granted: true, version: 'bathrooms-1' },
    },
    visit: { partner: 'Northgate Improvements', inDays: 3, minutes: 90, place: '14 Example Street, Leeds' },
  },
  {
    leadType: 'Life insurance',
    introducer: null,
    fields: {
      firstName: 'Dev',
      lastName: 'Anand',
      email: 'dev.anand@example.org',
      phone: '020 7946 0116',
      postcode: 'BS1 4DJ',
      cover: pounds(250_000),
      smoker: false,
      contactMe: { granted: true, version: 'life-2' },
    },
  },
  {
    leadType: 'Solar panels',
    introducer: 'Cosy Homes Magazine',
    fields: {
      firstName: 'Owen',
      lastName: 'Sefton',
      email: 'owen.sefton@example.com',
      phone: '029 2018 0118',
      postcode: 'CF10 1EP',
      owner: true,
      monthlyBill: pounds(160),
      extras: ['battery'],
      contactMe: { granted: true, version: 'solar-1' },
    },
  },
  {
    leadType: 'Solar panels',
    introducer: 'Cosy Homes Magazine',
    fields: {
      firstName: 'Nora',
      lastName: 'Whitlock',
      email: 'no.more@example.org',
      phone: '0161 496 0107',
      postcode: 'M1 1AE',
      owner: true,
      contactMe: { granted: true, version: 'solar-1' },
    },
  },
]
