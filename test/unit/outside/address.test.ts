import { describe, expect, it } from 'vitest'
import { addressProblem } from '../../../worker/outside/address.ts'
import { insideSpellings } from '../../fixtures/inside-addresses.ts'

const inProduction = (url: string) => addressProblem(url, { development: false })
const inDevelopment = (url: string) => addressProblem(url, { development: true })

describe('an address for deliveries promises that', () => {
  it.each(insideSpellings)('%s is refused', (url, problem) => {
    expect(inProduction(url)).toBe(problem)
  })

  it.each([
    'https://leads.example.com/new',
    'https://leads.example.com:8443/new?key=1',
    'https://LEADS.EXAMPLE.COM./',
    'https://8.8.8.8/',
    'https://100.128.0.1/',
    'https://172.32.0.1/',
    'https://[2606:4700:4700::1111]/',
    'https://münchen.example/',
    'https://internal.example.com/',
  ])('%s may be called', (url) => {
    expect(inProduction(url)).toBeNull()
  })

  it.each([
    ['', 'This is not an address.'],
    ['leads.example.com', 'This is not an address.'],
    ['https://', 'This is not an address.'],
    ['https://[fe80::1%25eth0]/', 'This is not an address.'],
    ['https://256.1.1.1/', 'This is not an address.'],
    ['http://leads.example.com/', 'The address must start with https://.'],
    ['ftp://leads.example.com/', 'The address must start with https://.'],
    ['file:///etc/passwd', 'The address must start with https://.'],
    ['javascript:alert(1)', 'The address must start with https://.'],
    ['data:text/plain,hello', 'The address must start with https://.'],
    ['https://user@leads.example.com/', 'The address must not carry a user name or password.'],
    ['https://user:secret@leads.example.com/', 'The address must not carry a user name or password.'],
    ['https://leads.example.com@127.0.0.1/', 'The address must not carry a user name or password.'],
  ])('%s is refused with a reason that helps', (url, problem) => {
    expect(inProduction(url)).toContain(problem)
  })
})

describe('in development an address promises that', () => {
  it.each([
    'http://localhost:8788/leads',
    'http://127.0.0.1:8788/leads',
    'http://buyer.localhost:8788/',
    'http://[::1]:8788/',
    'https://127.0.0.1:8788/',
    'https://leads.example.com/',
  ])('%s may be called', (url) => {
    expect(inDevelopment(url)).toBeNull()
  })

  it.each([
    'http://10.0.0.1/',
    'https://192.168.1.1/',
    'http://leads.example.com/',
    'http://0.0.0.0:8788/',
    'https://169.254.169.254/',
    'https://user:secret@localhost/',
    'file://localhost/etc/passwd',
    'ftp://localhost/',
  ])('%s is refused all the same', (url) => {
    expect(inDevelopment(url)).not.toBeNull()
  })
})
