import { expect, test } from 'vitest'
import { mails } from '@/db/schema/mail'
import { orderQuestions } from '@/db/schema/orders'
import { reading, writing } from '@/lib/auth/actor'
import { newId } from '@/lib/ids'
import { addTechnician, makeCompany } from '@/scripts/test/company'
import { makeBuyer, releasedOrder } from '@/scripts/test/invoice'
import { bookHours, makeProjectFor } from '@/scripts/test/project'
import { remindMembers } from './mutations/remind'
import { unbilledRows } from './queries/unbilled'

test('one press reminds everybody of their own part, each once a day, and says no amounts', async () => {
  const { actors, organizationId } = await makeCompany()
  const { administration, technician, planner } = actors
  const second = await addTechnician(organizationId)
  const idle = await addTechnician(organizationId, 'Niets te doen')
  const buyer = await makeBuyer(administration)
  const { projectId } = await makeProjectFor(administration, buyer.customerId, { leadId: planner.id })
  await bookHours(technician, projectId, { state: 'open' })
  await bookHours(technician, projectId, { state: 'returned', remark: 'Welke dag?' })
  await bookHours(second, projectId, { state: 'submitted' })
  const rows = await reading(administration, (read) => unbilledRows(read, '2026-11-22'))
  expect(Object.fromEntries(rows.map(({ reason, remindId }) => [reason, remindId]))).toEqual({
    hours_open: technician.id,
    hours_returned: technician.id,
    hours_check: planner.id,
  })
  const memberIds = [...rows.flatMap(({ remindId }) => remindId ?? []), idle.id]
  const press = () => writing(administration, (write) => remindMembers(write, { memberIds }))
  expect(await press()).toEqual({ reminded: 2, already: 0 })
  expect(await press()).toEqual({ reminded: 0, already: 2 })
  const sent = await reading(administration, ({ db }) => db.select().from(mails).orderBy(mails.recipientName))
  expect(sent.map(({ recipientName }) => recipientName)).toEqual(['Test planner', 'Test technician'])
  expect(sent[0]?.text).toMatch(/1 regel van je ploeg goed te keuren: sinds 16 november/)
  expect(sent[1]?.text).toMatch(/1 regel uren of onkosten in te dienen: .*\n1 teruggestuurde regel te verbeteren/)
  for (const { text, html } of sent) expect(`${text} ${html}`).not.toMatch(/€|500/)
})

test('who is asked something is reminded of the question; who has nothing to do is not', async () => {
  const { actors, organizationId } = await makeCompany()
  const { administration, technician } = actors
  const buyer = await makeBuyer(administration)
  await writing(administration, async (write) => {
    const orderId = await releasedOrder(write, buyer)
    await write.db.insert(orderQuestions).values({
      ...{ organizationId, id: newId(), orderId, question: 'Hoeveel meter?', askedToId: technician.id },
      askedById: administration.id,
    })
  })
  const remind = (memberId: string) =>
    writing(administration, (write) => remindMembers(write, { memberIds: [memberId] }))
  expect(await remind(technician.id)).toEqual({ reminded: 1, already: 0 })
  await expect(remind(actors.planner.id)).rejects.toMatchObject({ code: 'reports.nothing_waits' })
  const other = await makeCompany()
  await expect(
    writing(other.actors.admin, (write) => remindMembers(write, { memberIds: [technician.id] })),
  ).rejects.toMatchObject({ code: 'reports.nothing_waits' })
})
