import 'server-only'
import sharp from 'sharp'
import { type Actor, type Read, reading, type Write, writing } from '@/lib/auth/actor'
import { organizationOf } from '@/lib/auth/queries'
import { type Prepared, takeMade } from '@/lib/files/intake'
import { recordFile } from '@/lib/files/mutations'
import { filesByIds } from '@/lib/files/queries'
import { getBytes } from '@/lib/files/storage'
import { record } from '@/lib/history/mutations'
import { queueMail } from '@/lib/mail/mutations/queue'
import { renderPdf } from '@/lib/pdf'
import { customerMail, timesheetName } from '../mail'
import { letterOf, timesheetOf } from '../queries/request'
import type { TimesheetContent, TimesheetDrawing } from '../rules'
import { changeRequest, linesOfRequest, lockRequest } from './lines'

/**
 * Draws, seals and mails the timesheet of an answered request, once: killed anywhere it is done again from the start, and the
 * second one to finish finds it sealed. Drawing happens outside any transaction.
 */
export async function sealTimesheet(actor: Actor, requestId: string): Promise<void> {
  const content = await reading(actor, (read) => timesheetOf(read, requestId))
  if (content?.status !== 'answered') return
  const bytes = await drawTimesheetOf(actor, content)
  const name = timesheetName(content, 'pdf')
  const prepared = await takeMade(actor.organizationId, { bytes, name, type: 'application/pdf' })
  await writing(actor, (write) => keep(write, requestId, prepared))
}

/** The timesheet as PDF, sealed or not: the same content gives the same bytes. */
export async function drawTimesheetOf(actor: Actor, content: TimesheetContent): Promise<Uint8Array> {
  const { logoFileId } = content.organization
  const [file] = logoFileId ? await reading(actor, (read: Read) => filesByIds(read, [logoFileId])) : []
  const logo = file
    ? await sharp(await getBytes(actor.organizationId, file.sha256))
        .png()
        .toBuffer()
    : null
  return renderPdf('timesheet', { content, logo } satisfies TimesheetDrawing)
}

async function keep(write: Write, requestId: string, prepared: Prepared): Promise<void> {
  const request = await lockRequest(write, requestId)
  if (request.status !== 'answered' || request.pdfSha256) return
  const fileId = await recordFile(write, prepared, { source: 'system' })
  await changeRequest(write, request, { pdfFileId: fileId, pdfSha256: prepared.sha256 })
  const organization = await organizationOf(write)
  const facts = await letterOf(write, requestId)
  const lines = await linesOfRequest(write, requestId)
  // Who was asked and who answered, when that was a colleague.
  const people = new Map([[request.recipient, request.recipientName]])
  for (const line of lines)
    if (line.answeredByEmail && !people.has(line.answeredByEmail)) people.set(line.answeredByEmail, line.answeredByName)
  for (const [email, name] of people)
    await queueMail(write, {
      kind: 'approvals.confirmed',
      uniqueKey: `approvals.confirmed:${requestId}:${email}`,
      to: email,
      toName: name,
      replyTo: organization.email,
      ...customerMail(facts, request.silentConsentAt ? 'consented' : 'confirmed', { name, locale: request.locale }),
      attachmentIds: [fileId],
      about: ['approval', requestId],
    })
  await record(write, {
    subject: ['approval', requestId],
    customerId: request.customerId,
    action: 'approvals.seal',
    params: { number: request.number, sha256: prepared.sha256, to: [...people.keys()].join(', ') },
  })
}
