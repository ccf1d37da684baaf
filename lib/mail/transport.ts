import 'server-only'
import nodemailer, { type Transporter } from 'nodemailer'
import { Resend } from 'resend'
import { env } from '@/lib/env'
import { mailAddress } from './rules'
import { eventTags } from './rules/bounces'

export type Outgoing = {
  organizationId: string
  mailId: string
  /** The same for every try to send this mail once. */
  sendingKey: string
  messageId: string
  organizationName: string
  recipient: string
  recipientName: string
  replyTo: string
  subject: string
  html: string
  text: string
  calendar: string | null
  attachments: { name: string; type: string; bytes: Buffer }[]
}

/**
 * sent; refused: it certainly did not leave (`final` when trying again is no use); uncertain: nobody knows (`again` when the
 * provider drops a double, so that trying again can do no harm).
 */
export type Outcome =
  | { kind: 'sent'; providerId: string }
  | { kind: 'refused'; error: string; final: boolean }
  | { kind: 'uncertain'; error: string; again: boolean }

export type Transport = { dropsDoubles: boolean; send: (mail: Outgoing) => Promise<Outcome> }

/** The transport that the environment names: Resend, SMTP, or none (mails are kept and readable in the app). */
export function transport(): Transport | null {
  if (env.RESEND_API_KEY) return { dropsDoubles: true, send: sendByResend }
  if (env.SMTP_URL) return { dropsDoubles: false, send: sendBySmtp }
  return null
}

const sender = /^(?:"?([^"<]*)"?\s*)?<?([^<>\s]+@[^<>\s]+?)>?$/

/** The address of MAIL_FROM under the company's own name, without anything that could end a header. */
function from(organizationName: string): { name: string; address: string } {
  const address = sender.exec(env.MAIL_FROM)?.[2] ?? env.MAIL_FROM
  return { name: headerText(organizationName), address }
}

function headerText(text: string): string {
  return text
    .replace(/[\p{Cc}"<>]/gu, ' ')
    .trim()
    .slice(0, 200)
}

async function sendByResend(mail: Outgoing): Promise<Outcome> {
  const { name, address } = from(mail.organizationName)
  const { data, error } = await new Resend(env.RESEND_API_KEY).emails.send(
    {
      from: `${name} <${address}>`,
      to: mail.recipient,
      ...(mailAddress(mail.replyTo) ? { replyTo: mail.replyTo } : {}),
      subject: headerText(mail.subject),
      html: mail.html,
      text: mail.text,
      headers: { 'Message-ID': `<${mail.messageId}>` },
      // What is told of it later says by these whose mail it was.
      tags: [
        { name: eventTags.organization, value: mail.organizationId },
        { name: eventTags.mail, value: mail.mailId },
      ],
      attachments: [
        ...mail.attachments.map(({ name: filename, type, bytes }) => ({ filename, contentType: type, content: bytes })),
        ...(mail.calendar
          ? [{ filename: 'afspraak.ics', contentType: 'text/calendar', content: Buffer.from(mail.calendar) }]
          : []),
      ],
    },
    { idempotencyKey: mail.sendingKey },
  )
  if (data) return { kind: 'sent', providerId: data.id }
  return resendOutcome(error)
}

/** Certain: an answer that says no. Without an answer, or when the key was seen before, the message may have been accepted. */
function resendOutcome({
  name,
  message,
  statusCode,
}: {
  name: string
  message: string
  statusCode: number | null
}): Outcome {
  const error = `${name}: ${message}`
  if (name === 'invalid_idempotent_request') return { kind: 'uncertain', error, again: false }
  if (!statusCode || statusCode >= 500 || statusCode === 409) return { kind: 'uncertain', error, again: true }
  return { kind: 'refused', error, final: statusCode !== 429 }
}

/** A transporter for one message, with what tells whether its DATA command ever went out: from there on nobody can be sure. */
function smtpTransporter(url: string): { transporter: Transporter; reachedData: () => boolean } {
  let reached = false
  const listen = (entry: { tnx?: string }, line: unknown) => {
    if (entry.tnx === 'client' && String(line).trim() === 'DATA') reached = true
  }
  const transporter = nodemailer.createTransport({
    url,
    connectionTimeout: 8_000,
    greetingTimeout: 8_000,
    socketTimeout: 20_000,
    disableFileAccess: true,
    disableUrlAccess: true,
    debug: true,
    logger: { level: () => {}, trace: listen, debug: listen, info: listen, warn: listen, error: listen, fatal: listen },
  })
  return { transporter, reachedData: () => reached }
}

async function sendBySmtp(mail: Outgoing): Promise<Outcome> {
  const { transporter, reachedData } = smtpTransporter(env.SMTP_URL ?? '')
  try {
    const info = await transporter.sendMail({
      from: from(mail.organizationName),
      to: { name: headerText(mail.recipientName), address: mail.recipient },
      ...(mailAddress(mail.replyTo) ? { replyTo: mail.replyTo } : {}),
      subject: headerText(mail.subject),
      html: mail.html,
      text: mail.text,
      messageId: `<${mail.messageId}>`,
      attachments: mail.attachments.map(({ name: filename, type, bytes }) => ({
        filename,
        contentType: type,
        content: bytes,
      })),
      ...(mail.calendar
        ? {
            icalEvent: {
              content: mail.calendar,
              filename: 'afspraak.ics',
              method: /^METHOD:(\w+)/m.exec(mail.calendar)?.[1] ?? 'PUBLISH',
            },
          }
        : {}),
    })
    return { kind: 'sent', providerId: String(info.response ?? '').slice(0, 200) }
  } catch (error) {
    return smtpOutcome(error as SmtpError, reachedData())
  } finally {
    transporter.close()
  }
}

type SmtpError = Error & { code?: string; responseCode?: number }

/** Certain: the server itself said no, or the message was never begun. After that only a person can find out. */
function smtpOutcome(error: SmtpError, reachedData: boolean): Outcome {
  const said = error.message.slice(0, 500)
  if (error.responseCode)
    return { kind: 'refused', error: said, final: error.responseCode >= 500 && error.code !== 'EAUTH' }
  return reachedData ? { kind: 'uncertain', error: said, again: false } : { kind: 'refused', error: said, final: false }
}
