import { and, asc, eq } from 'drizzle-orm'
import { approvalLines, approvalRequests } from '@/db/schema/approvals'
import { mails } from '@/db/schema/mail'
import { answerRequest } from '@/lib/approvals/mutations/answer'
import { askAboutRequest } from '@/lib/approvals/mutations/follow'
import { offer } from '@/lib/approvals/mutations/offer'
import { noteOpening } from '@/lib/approvals/mutations/opening'
import { expireRequests, offerAllDue, remindDue } from '@/lib/approvals/mutations/sweep'
import { saveTemplate } from '@/lib/approvals/mutations/templates'
import { reading, systemActor, writing } from '@/lib/auth/actor'
import { openLink } from '@/lib/auth/links'
import { saveSettings } from '@/lib/auth/mutations/settings'
import { weekdayOf } from '@/lib/auth/rules/schedule'
import { newId } from '@/lib/ids'
import { addDays, type DayText, instantAt, instantOf, type Temporal } from '@/lib/time'
import type { DemoCompany } from './demo-company'

const daysTold = 28

type Request = typeof approvalRequests.$inferSelect
type Reaction = (request: Request, at: Temporal.Instant) => Promise<void>

/** Customers have two weeks, so that a month holds a request that expired. */
export function shortenTerm(company: DemoCompany): Promise<unknown> {
  return writing(company.actorOf('admin'), (write) => saveSettings(write, { approvalLinkDays: 14 }))
}

/**
 * What was offered each Monday, once the week was approved, and what customers did with it: the first request nobody answered,
 * and it is offered again today; the second was rejected in part, of the newest one the customer asks something, the others
 * were approved. At the end of each day the product reminds and closes what is over, as it does by itself.
 */
export async function tellApprovals(company: DemoCompany, today: DayText): Promise<void> {
  await writeWords(company)
  const office = company.actorOf('administration')
  const system = systemActor(company.organizationId, 'approvals.sweep')
  const told: { request: Request; on: DayText; react: Reaction | null }[] = []
  let hasAsked = false
  for (let day = addDays(today, -daysTold); day < today; day = addDays(day, 1)) {
    const [morning, evening] = ['10:00', '16:00'].map((time) => instantOf(instantAt(company.timeZone, day, time)))
    if (!morning || !evening) throw new Error('a day has a morning and an evening')
    for (const { request, on, react } of told) if (on === day) await react?.(request, morning)
    if (weekdayOf(day) === 1) await offerAllDue(system, evening)
    await writing(system, remindDue, evening)
    await writing(system, expireRequests, evening)
    for (const request of await requestsOf(company)) {
      if (told.some((one) => one.request.id === request.id)) continue
      const asksNow: boolean = !hasAsked && day >= addDays(today, -14) && told.length > 1
      hasAsked ||= asksNow
      const react = told.length === 0 ? null : told.length === 1 ? answers(1) : asksNow ? asks : answers(0)
      told.push({ request, on: addDays(day, 2), react })
    }
  }
  const forgotten = (await requestsOf(company)).find(({ status }) => status === 'expired')
  const { projectId, periodFrom } = forgotten ?? {}
  if (projectId && periodFrom) await writing(office, (write) => offer(write, { projectId, day: periodFrom }))
}

function requestsOf(company: DemoCompany): Promise<Request[]> {
  return reading(company.actorOf('administration'), ({ db }) =>
    db
      .select()
      .from(approvalRequests)
      .where(eq(approvalRequests.organizationId, company.organizationId))
      .orderBy(asc(approvalRequests.id)),
  )
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
