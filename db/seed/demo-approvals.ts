import { and, asc, eq } from 'drizzle-orm'
import { approvalLines, approvalRequests } from '@/db/schema/approvals'
import { mails } from '@/db/schema/mail'
import { answerRequest } from '@/lib/approvals/mutations/answer'
import { askAboutRequest } from '@/lib/approvals/mutations/follow'
import { offer } from '@/lib/approvals/mutations/offer'
import { noteOpening } from '@/lib/approvals/mutations/opening'
import { expireRequests, remindDue } from '@/lib/approvals/mutations/sweep'
import { saveTemplate } from '@/lib/approvals/mutations/templates'
import { reading, systemActor, writing } from '@/lib/auth/actor'
import { openLink } from '@/lib/auth/links'
import { saveSettings } from '@/lib/auth/mutations/settings'
import { newId } from '@/lib/ids'
import { addDays, type DayText, dayIn, instantAt, instantOf, Temporal } from '@/lib/time'
import type { DemoCompany } from './demo-company'

const daysTold = 28

type Request = typeof approvalRequests.$inferSelect
type Reaction = (request: Request, at: Temporal.Instant) => Promise<void>

/** Customers have two weeks, so that a month holds a request that expired. */
export function shortenTerm(company: DemoCompany): Promise<unknown> {
  return writing(company.actorOf('admin'), (write) => saveSettings(write, { approvalLinkDays: 14 }))
}

/**
 * What customers did with what was offered: the oldest request nobody answered, and it was offered again today; of the others
 * one was rejected in part, one approved, and the newest was opened, asked about and reminded. Each day at half past nine the
 * product reminds and closes what is over, as it does by itself.
 */
export async function tellApprovals(company: DemoCompany, today: DayText): Promise<void> {
  await writeWords(company)
  const office = company.actorOf('administration')
  const sent = await reading(office, ({ db }) =>
    db
      .select()
      .from(approvalRequests)
      .where(eq(approvalRequests.organizationId, company.organizationId))
      .orderBy(asc(approvalRequests.sentAt), asc(approvalRequests.id)),
  )
  const [forgotten, ...others] = sent
  const newest = others.pop()
  const reactions = new Map<string, { afterDays: number; react: Reaction }>()
  for (const [index, request] of others.entries())
    reactions.set(request.id, { afterDays: 2 + index, react: index === 0 ? answers(1) : answers(0) })
  if (newest) reactions.set(newest.id, { afterDays: 1, react: asks })
  const system = systemActor(company.organizationId, 'approvals.sweep')
  const now = Temporal.Now.instant()
  for (let day = addDays(today, -daysTold); day <= today; day = addDays(day, 1)) {
    const at = instantOf(instantAt(company.timeZone, day, '09:30'))
    if (Temporal.Instant.compare(at, now) > 0) break
    for (const request of sent) {
      const plan = reactions.get(request.id)
      const sentOn = dayIn(company.timeZone, instantOf(request.sentAt))
      if (plan && addDays(sentOn, plan.afterDays) === day) await plan.react(request, at)
    }
    await writing(system, remindDue, at)
    await writing(system, expireRequests, at)
  }
  const { projectId, periodFrom } = forgotten ?? {}
  if (projectId && periodFrom && (await isExpired(company, forgotten?.id ?? '')))
    await writing(office, (write) => offer(write, { projectId, day: periodFrom }))
}

/** Opens the link and answers every line: so many are rejected, the others approved. */
function answers(rejected: number): Reaction {
  return async (request, at) => {
    const opened = await openedBy(request)
    if (!opened) return
    await noteOpening({ ...opened, state: 'open' }, at)
    await writing(
      opened.actor,
      async (write) => {
        const lines = await write.db
          .select({ id: approvalLines.id })
          .from(approvalLines)
          .where(and(eq(approvalLines.organizationId, request.organizationId), eq(approvalLines.requestId, request.id)))
          .orderBy(asc(approvalLines.position))
        const said = lines.map(({ id }, index) =>
          index < rejected && lines.length > rejected
            ? { lineId: id, answer: 'rejected' as const, remark: 'Die dag was er maar één persoon op de werf' }
            : { lineId: id, answer: 'approved' as const, remark: '' },
        )
        await answerRequest(write, opened.link, { name: request.recipientName, answers: said }, '192.0.2.44')
      },
      at,
    )
  }
}

const asks: Reaction = async (request, at) => {
  const opened = await openedBy(request)
  if (!opened) return
  for (let times = 0; times < 2; times++) await noteOpening({ ...opened, state: 'open' }, at)
  const question = 'Zitten de reisuren van woensdag hier ook bij?'
  await writing(
    opened.actor,
    (write) => askAboutRequest(write, opened.link, { name: request.recipientName, question }),
    at,
  )
}

/** The link of a request as its customer has it: from the mail. */
async function openedBy(request: Request) {
  const system = systemActor(request.organizationId, 'demo')
  const [mail] = await reading(system, ({ db }) =>
    db
      .select({ text: mails.text })
      .from(mails)
      .where(
        and(eq(mails.organizationId, request.organizationId), eq(mails.uniqueKey, `approvals.offered:${request.id}`)),
      ),
  )
  return openLink(/\/approval\/([\w-]{43})/.exec(mail?.text ?? '')?.[1] ?? '', 'approval')
}

async function isExpired(company: DemoCompany, id: string): Promise<boolean> {
  const [found] = await reading(company.actorOf('administration'), ({ db }) =>
    db
      .select({ status: approvalRequests.status })
      .from(approvalRequests)
      .where(and(eq(approvalRequests.organizationId, company.organizationId), eq(approvalRequests.id, id))),
  )
  return found?.status === 'expired'
}

/** One text of their own, for a reminder by hand. */
async function writeWords(company: DemoCompany): Promise<void> {
  await writing(company.actorOf('administration'), (write) =>
    saveTemplate(write, {
      id: newId(),
      version: null,
      kind: 'reminded',
      name: 'Vriendelijk, voor het einde van de maand',
      isDefault: false,
      subject: { nl: 'Nog even uw akkoord: {project} ({number})' },
      body: {
        nl: 'Dag {name},\n\nDe uren van {period} ({hours}) liggen al {days} dagen bij u. Wij sluiten de maand graag af: kunt u ze voor {until} bekijken?\n\nAlvast bedankt,\n{company}',
      },
    }),
  )
}
