import { eq, sql } from 'drizzle-orm'
import { asSystem } from '@/db/client'
import { members } from '@/db/schema/auth'
import { proven, systemActor, writing } from '@/lib/auth/actor'
import { newId } from '@/lib/ids'
import { deliverMail } from '@/lib/mail/mutations/deliver'
import { queueMail } from '@/lib/mail/mutations/queue'
import { smtpSink } from '@/scripts/test/smtp-sink'

/**
 * Sends so many mails of the demo company to a mail server whose connection breaks once it has the message, and prints
 * their subjects as JSON. The app, which has no mail server, is kept from taking them.
 */
async function makeUncertainMails(count: number) {
  const [company] = await asSystem((tx) =>
    tx.select({ id: members.organizationId }).from(members).where(eq(members.email, 'admin@warmtebrigade.example')),
  )
  if (!company) throw new Error('the demo company is not there')
  const sink = await smtpSink()
  sink.behave('vanish_after_data')
  process.env.SMTP_URL = sink.url
  const actor = systemActor(proven(company.id), 'journey')
  const subjects: string[] = []
  for (let index = 0; index < count; index++) {
    const subject = `Onzeker ${newId()}`
    const id = await writing(actor, async (write) => {
      const queued = await queueMail(write, {
        kind: 'journey.letter',
        uniqueKey: subject,
        to: 'klant@voorbeeld.example',
        subject,
        html: '<p>Uw afspraak</p>',
        text: 'Uw afspraak',
      })
      await write.db.execute(sql`delete from pgboss.job where data->>'mailId' = ${queued}`)
      return queued ?? ''
    })
    await deliverMail(actor, id)
    subjects.push(subject)
  }
  process.stdout.write(`${JSON.stringify(subjects)}\n`)
  process.exit(0)
}

void makeUncertainMails(Number(process.argv[2] ?? 1))
