import { env } from 'cloudflare:test'
import { describe, expect, inject, it } from 'vitest'
import type { Env } from '../../../worker/env.ts'
import { type MailMessage, sendMail } from '../../../worker/outside/mail.ts'
import { sendBySmtp } from '../../../worker/outside/smtp.ts'

const { http, smtp } = inject('outside')
const { DB } = env as unknown as Env
const now = Date.UTC(2026, 10, 22, 9)

const message: MailMessage = {
  id: 'ref_1:copy',
  to: ['leads@example.com'],
  subject: 'One line\r\nBcc: everybody@example.com',
  text: 'Plain: £5\n.\nafter a dot',
  html: '<p>Rich: £5</p>',
}

const sendTo = (SMTP_URL: string, more: Partial<MailMessage> = {}) =>
  sendMail(
    { env: { ENVIRONMENT: 'production', SMTP_URL, MAIL_FROM: 'Baton <leads@example.org>' }, db: DB, now },
    { ...message, ...more },
  )

const mailsTo = async (to: string): Promise<{ from: string; content: string }[]> =>
  (await fetch(`${http}/_mails?to=${to}`)).json()

describe('mail over SMTP promises that', () => {
  it('a message arrives, with both versions and one line of subject', async () => {
    expect(await sendTo(smtp.takes, { to: ['whole@example.com'] })).toMatchObject({ kind: 'answer', status: 250 })
    const [mail] = await mailsTo('whole@example.com')
    expect(mail?.from).toBe('leads@example.org')
    const headers = mail!.content.slice(0, mail!.content.indexOf('\r\n\r\n'))
    expect(headers).toContain('From: Baton <leads@example.org>')
    expect(headers).toContain('Subject: One line Bcc: everybody@example.com\r\n')
    expect(headers).not.toMatch(/^(Bcc|Reply-To):/m)
    expect(mail!.content).toContain('Plain: =C2=A35\r\n.\r\nafter a dot')
    expect(mail!.content).toContain('<p>Rich: =C2=A35</p>')
  })

  it('a repeat carries the same Message-ID', async () => {
    await sendTo(smtp.takes, { to: ['twice@example.com'] })
    await sendTo(smtp.takes, { to: ['twice@example.com'] })
    const ids = (await mailsTo('twice@example.com')).map(({ content }) => /^Message-ID: (.*)$/m.exec(content)?.[1])
    expect(ids).toEqual(['<ref_1-copy@example.org>', '<ref_1-copy@example.org>'])
  })

  it('a mail server that wants a sign-in gets one', async () => {
    expect(await sendTo(smtp.wantsSignIn)).toMatchObject({ kind: 'answer', status: 250 })
  })

  it.each([
    ['a busy mailbox', ['later@example.com'], 450, false],
    ['a mailbox that does not exist', ['never@example.com'], 550, false],
    ['a refusal after the message', ['reads-later@example.com'], 451, true],
  ])('%s is an answer', async (_what, to, status, arrived) => {
    expect(await sendTo(smtp.takes, { to })).toMatchObject({ kind: 'answer', status, arrived })
  })

  it('one refused address among several is named in the answer', async () => {
    const result = await sendTo(smtp.takes, { to: ['never@example.com', 'good@example.com'] })
    expect(result).toMatchObject({ kind: 'answer', status: 250 })
    expect(result.kind === 'answer' && result.body).toContain('Not taken for never@example.com: 550')
  })

  it('a mail server that is gone before it confirms leaves it unknown', async () => {
    expect(await sendTo(smtp.drops)).toMatchObject({ kind: 'unknown' })
  })

  it('a mail server that falls silent leaves it unknown, in time', async () => {
    const mail = { ...message, from: 'leads@example.org', messageId: '<1@example.org>' }
    expect(await sendBySmtp(smtp.silent, mail, 500)).toMatchObject({ kind: 'unknown' })
  })

  it.each([
    ['nobody listens', 'smtp://127.0.0.1:1', 'The mail server cannot be reached. Check SMTP_URL.'],
    ['it turns us away', smtp.turnsAway, 'The mail server refused the conversation.'],
    [
      'the password is wrong',
      smtp.wantsSignIn.replace('right', 'wrong-password'),
      'The mail server refused the sign-in. Check the user and password in SMTP_URL.',
    ],
    ['SMTP_URL is no address', 'mail.example.com', 'SMTP_URL should look like smtps://user:password@host:465.'],
  ])('it is unreached when %s', async (_what, url, because) => {
    const result = await sendTo(url)
    expect(result).toMatchObject({ kind: 'unreached', because })
    expect(JSON.stringify(result)).not.toContain('wrong-password')
  })
})

describe('mail without a mail server promises that', () => {
  const mailbox = () => DB.prepare('SELECT * FROM mailbox').all()
  const develop = { env: { ENVIRONMENT: 'development' as const }, db: DB, now }

  it('development keeps it in the mailbox, once for each id', async () => {
    expect(await sendMail(develop, message)).toMatchObject({ kind: 'answer', status: 250 })
    await sendMail(develop, message)
    expect((await mailbox()).results).toEqual([
      {
        id: 'ref_1:copy',
        at: now,
        sender: 'Baton <baton@example.com>',
        recipients: '["leads@example.com"]',
        subject: 'One line Bcc: everybody@example.com',
        body: message.text,
        html: message.html,
        calendar: null,
        kind: 'email',
      },
    ])
  })

  it.each([
    ['SMTP_URL', { MAIL_FROM: 'leads@example.org' }],
    ['MAIL_FROM', { SMTP_URL: smtp.takes }],
  ])('production says that %s is missing, and keeps nothing', async (missing, settings) => {
    const result = await sendMail({ env: { ENVIRONMENT: 'production', ...settings }, db: DB, now }, message)
    expect(result.kind).toBe('unreached')
    expect(result.kind === 'unreached' && result.because).toContain(missing)
    expect((await mailbox()).results).toEqual([])
  })
})
