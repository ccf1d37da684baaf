import { expect, test } from 'vitest'
import { orderTypes } from '@/db/schema/forms'
import { expenses, timeEntries } from '@/db/schema/hours'
import { type Actor, reading, writing } from '@/lib/auth/actor'
import { createCustomer } from '@/lib/customers/mutations/customers'
import { newId } from '@/lib/ids'
import { createOrder } from '@/lib/orders/mutations/create'
import { dayIn, Temporal } from '@/lib/time'
import { addTechnician, makeCompany } from '@/scripts/test/company'
import { type CreateProject, projectFiltersFrom } from './input'
import { finishPhase, savePhase } from './mutations/phases'
import { closeProject, createProject } from './mutations/projects'
import { bookableProjects, listProjects, openProjectsOf, projectForPage, searchProjects } from './queries'
import { budgetAlarm } from './rules'

const today = dayIn('Europe/Brussels', Temporal.Now.instant())

async function world() {
  const { actors, organizationId } = await makeCompany()
  const { administration } = actors
  const meet = (name: string) =>
    writing(administration, (write) =>
      createCustomer(write, { kind: 'company', name, street: 'Markt', city: 'Leuven', withSite: true }),
    )
  const [claes, maes] = [await meet('Bouwwerken Claes'), await meet('Maes Vastgoed')]
  const start = (name: string, customerId: string, more: Partial<CreateProject> = {}) =>
    writing(administration, (write) =>
      createProject(write, { name, customerId, pricing: 'hourly', invoicing: 'monthly', ...more }),
    )
  const book = (actor: Actor, minutes: number, on: Partial<typeof timeEntries.$inferInsert>) =>
    writing(actor, ({ db }) =>
      db.insert(timeEntries).values({
        organizationId,
        id: newId(),
        memberId: actor.id,
        hourType: 'work',
        day: today,
        minutes,
        origin: 'manual',
        ...on,
      }),
    )
  const list = (text: string, before?: string) =>
    reading(administration, async (read) =>
      (await listProjects(read, projectFiltersFrom(new URLSearchParams(text)), before)).rows.map((row) => row.name),
    )
  return { ...actors, organizationId, claes, maes, start, book, list }
}

test('the list narrows by state, customer, lead and words; what makes no sense is left out', async () => {
  const { start, list, claes, maes, administration, planner } = await world()
  const attic = await start('Zolder', claes.id, { leadId: planner.id, poNumber: 'PO 4711' })
  await start('Kelder', maes.id)
  await writing(administration, (write) => closeProject(write, { id: attic.id, reason: '' }))
  expect(await list('')).toEqual(['Kelder'])
  expect(await list('state=closed')).toEqual(['Zolder'])
  expect(await list('state=all')).toEqual(['Kelder', 'Zolder'])
  expect(await list('state=nonsense&lead=me&customer=1')).toEqual(['Kelder'])
  expect(await list(`state=all&customer=${claes.id}`)).toEqual(['Zolder'])
  expect(await list(`state=all&lead=${planner.id}`)).toEqual(['Zolder'])
  expect(await list('state=all&q=zold')).toEqual(['Zolder'])
  expect(await list('state=all&q=4711 claes')).toEqual(['Zolder'])
  expect(await list(`state=all&q=${attic.number.toLowerCase()}`)).toEqual(['Zolder'])
  expect(await list('state=all&q=maes')).toEqual(['Kelder'])
  expect(await list('state=all&q=dak')).toEqual([])
  const found = await reading(planner, (read) => searchProjects(read, 'bouwwerken'))
  expect(found).toMatchObject([{ number: attic.number, customer: 'Bouwwerken Claes' }])
  const open = await reading(planner, (read) => openProjectsOf(read, claes.id))
  expect(open).toEqual([])
})

test('a long list comes in pages of a hundred without a gap or a double', { timeout: 30_000 }, async () => {
  const { administration, claes } = await world()
  const made = await writing(administration, async (write) => {
    const ids: string[] = []
    for (let index = 0; index < 105; index++)
      ids.push(
        (
          await createProject(write, {
            id: newId(),
            customerId: claes.id,
            name: `Werf ${index}`,
            pricing: 'hourly',
            invoicing: 'weekly',
          })
        ).id,
      )
    return ids
  })
  const page = (before?: string) =>
    reading(administration, (read) => listProjects(read, projectFiltersFrom(new URLSearchParams()), before))
  const first = await page()
  const second = await page(first.rows.at(-1)?.id)
  expect([first.rows.length, first.more, second.rows.length, second.more]).toEqual([100, true, 5, false])
  expect([...first.rows, ...second.rows].map((row) => row.id)).toEqual(made.sort().reverse())
})

test('a budget counts all hours on the project and its orders, but no breaks and nothing that was taken back', async () => {
  const { start, book, claes, administration, technician, organizationId } = await world()
  const project = await start('Zolder', claes.id, { budgetHours: '10', budgetAmount: '1000' })
  const phaseId = newId()
  const orderTypeId = newId()
  const order = await writing(administration, async (write) => {
    const phase = { id: phaseId, projectId: project.id, version: null, name: 'Ruwbouw' }
    await savePhase(write, { ...phase, budgetHours: '2', fixedPrice: null })
    await write.db.insert(orderTypes).values({ organizationId, id: orderTypeId, name: 'Plaatsing' })
    return createOrder(write, {
      orderTypeId,
      customerId: claes.id,
      siteId: claes.siteId ?? '',
      title: 'Ketel',
      projectId: project.id,
      lines: [{ kind: 'material', description: 'Ketel', quantity: '1', unitPrice: '400' }],
    })
  })
  const colleague = await addTechnician(organizationId, 'Collega')
  await book(technician, 240, { projectId: project.id, phaseId, day: '2026-11-18', netAmount: '200.00' })
  await book(colleague, 120, { projectId: project.id, day: '2026-11-23', hourType: 'travel', netAmount: null })
  await book(technician, 120, { orderId: order.id, day: '2026-11-16' })
  await book(technician, 30, { projectId: project.id, hourType: 'break', netAmount: '0.00' })
  await book(technician, 600, { projectId: project.id, removedAt: '2026-11-18T10:00:00Z', netAmount: '500.00' })
  await writing(technician, ({ db }) =>
    db.insert(expenses).values(
      [
        { billable: 'yes' as const, netAmount: '25.50' },
        { billable: 'no' as const, netAmount: '99.00' },
      ].map((one) => ({
        organizationId,
        id: newId(),
        memberId: technician.id,
        projectId: project.id,
        kind: 'parking' as const,
        day: '2026-11-18',
        grossAmount: '30.86',
        vatRate: '21',
        spentAt: '2026-11-18T10:00:00Z',
        ...one,
      })),
    ),
  )
  const page = await reading(administration, (read) => projectForPage(read, project.id))
  expect(page).toMatchObject({
    usedMinutes: 480,
    amounts: { hours: '200.00', expenses: '25.50', orders: '400.00', used: '625.50', unpriced: 1 },
    byMember: [
      { name: 'Test technician', minutes: 360 },
      { name: 'Collega', minutes: 120 },
    ],
    byWeek: [
      { name: '2026-11-23', minutes: 120 },
      { name: '2026-11-16', minutes: 360 },
    ],
    phases: [{ name: 'Ruwbouw', usedMinutes: 240, budgetMinutes: 120 }],
  })
  const [bookable] = await reading(technician, (read) => bookableProjects(read))
  expect(bookable?.budget).toEqual({ usedMinutes: 480, budgetMinutes: 600, amountPercent: 62, state: 'warning' })
  expect(bookable && budgetAlarm(bookable.budget)).toEqual({ of: 'hours', percent: 80, state: 'warning' })
  // Money runs out before hours do, and who books sees no amount of it.
  for (const [netAmount, percent, state] of [
    ['230.00', 85, 'warning'],
    ['150.00', 100, 'over'],
  ] as const) {
    await book(technician, 1, { projectId: project.id, day: '2026-11-19', netAmount })
    const [now] = await reading(technician, (read) => bookableProjects(read))
    expect(now && budgetAlarm(now.budget)).toEqual({ of: 'amount', percent, state })
  }
})

test('to book on: open projects with their open phases, the ones this member used last first', async () => {
  const { start, book, claes, maes, administration, technician, planner } = await world()
  const old = await start('Zolder', claes.id)
  const newer = await start('Kelder', maes.id)
  const shut = await start('Dak', maes.id)
  await writing(administration, async (write) => {
    await closeProject(write, { id: shut.id, reason: '' })
    for (const name of ['Ruwbouw', 'Afwerking']) {
      const id = newId()
      await savePhase(write, { id, projectId: old.id, version: null, name, budgetHours: null, fixedPrice: null })
      if (name === 'Ruwbouw') await finishPhase(write, id)
    }
  })
  await book(technician, 60, { projectId: old.id })
  const names = (actor: Actor, query?: string) =>
    reading(actor, async (read) => (await bookableProjects(read, query)).map((one) => one.name))
  expect(await names(technician)).toEqual(['Zolder', 'Kelder'])
  expect(await names(planner)).toEqual(['Kelder', 'Zolder'])
  expect(await names(technician, 'maes')).toEqual(['Kelder'])
  expect(await names(technician, 'dak')).toEqual([])
  const [first, second] = await reading(technician, (read) => bookableProjects(read))
  expect(first).toEqual({
    id: old.id,
    number: old.number,
    name: 'Zolder',
    customer: 'Bouwwerken Claes',
    phases: [{ id: expect.any(String), name: 'Afwerking' }],
    budget: { usedMinutes: 60, budgetMinutes: null, amountPercent: null, state: 'fine' },
  })
  expect(second?.id).toBe(newer.id)
})
