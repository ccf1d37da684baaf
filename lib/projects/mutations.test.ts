import { and, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { orderTypes } from '@/db/schema/forms'
import { timeEntries } from '@/db/schema/hours'
import { projectPhases } from '@/db/schema/projects'
import { perform } from '@/lib/auth/action'
import { type Actor, reading, type Write, writing } from '@/lib/auth/actor'
import { deactivateMember } from '@/lib/auth/mutations/members'
import { saveContact } from '@/lib/customers/mutations/contacts'
import { archiveCustomer, createCustomer } from '@/lib/customers/mutations/customers'
import { timeline } from '@/lib/history/queries'
import { newId } from '@/lib/ids'
import { createOrder } from '@/lib/orders/mutations/create'
import { editOrder } from '@/lib/orders/mutations/edit'
import { addTechnician, makeCompany } from '@/scripts/test/company'
import { type CreateProject, createProjectInput, savePhaseInput } from './input'
import { bookOnProject } from './mutations/book'
import { finishPhase, removePhase, reopenPhase, savePhase, sortPhases } from './mutations/phases'
import { closeProject, createProject, editProject, reopenProject } from './mutations/projects'
import { projectForPage } from './queries'

async function world(about: Partial<CreateProject> = {}) {
  const { actors, organizationId } = await makeCompany()
  const { administration, technician } = actors
  const make = (name: string) =>
    writing(administration, (write) =>
      createCustomer(write, { kind: 'company', name, street: 'Markt', city: 'Leuven', withSite: true }),
    )
  const [customer, other] = [await make('Bouwwerken Claes'), await make('Iemand anders')]
  const project = await writing(administration, (write) =>
    createProject(write, {
      customerId: customer.id,
      name: 'Nieuwbouw Kessel-Lo',
      pricing: 'mixed',
      invoicing: 'phase',
      ...about,
    }),
  )
  const phase = async (name: string, more: { budgetHours?: string; fixedPrice?: string } = {}) => {
    const id = newId()
    await writing(administration, (write) =>
      savePhase(write, {
        id,
        projectId: project.id,
        version: null,
        name,
        budgetHours: null,
        fixedPrice: null,
        ...more,
      }),
    )
    return id
  }
  const book = (minutes: number, on: { projectId?: string; phaseId?: string; orderId?: string }, actor = technician) =>
    writing(actor, async ({ db }) => {
      const id = newId()
      await db.insert(timeEntries).values({
        organizationId,
        id,
        memberId: actor.id,
        hourType: 'work',
        day: '2026-11-18',
        minutes,
        origin: 'manual',
        ...on,
      })
      return id
    })
  const page = async () => {
    const found = await reading(administration, (read) => projectForPage(read, project.id))
    if (!found) throw new Error('the project is gone')
    return found
  }
  return { ...actors, organizationId, customer, other, project, phase, book, page }
}

const as = <T>(actor: Actor, work: Parameters<typeof writing<T>>[1]) => writing(actor, work)
const refusedWith = (code: string, field?: string) =>
  expect.objectContaining({ code, ...(field ? { fields: { [field]: code } } : {}) })

test('a project has a number of its year, without gaps, and sent twice is one', async () => {
  const { administration, customer, project, page } = await world({ budgetHours: '12.5', poNumber: 'PO 7' })
  expect(project.number).toMatch(/^P-\d{4}-0001$/)
  expect((await page()).project).toMatchObject({ budgetMinutes: 750, poNumber: 'PO 7', version: 1, closedAt: null })
  const id = newId()
  const make = () =>
    as(administration, (write) =>
      createProject(write, { id, customerId: customer.id, name: 'Twee', pricing: 'hourly', invoicing: 'weekly' }),
    )
  const [one, two] = await Promise.all([make(), make()])
  expect(two).toEqual(one)
  expect(one.number).toMatch(/-0002$/)
})

test('what is missing or not the customer’s is told beside its field', async () => {
  const { administration, customer, other, admin, organizationId } = await world()
  const gone = await addTechnician(organizationId)
  await as(admin, (write) => deactivateMember(write, { memberId: gone.id }))
  const contactId = newId()
  await as(administration, (write) =>
    saveContact(write, { id: contactId, customerId: other.id, version: null, name: 'An' }),
  )
  const refusal = async (input: Record<string, unknown>) => {
    const reply = await perform(administration, 'projects.create', createProjectInput, createProject, {
      customerId: customer.id,
      name: 'X',
      pricing: 'hourly',
      invoicing: 'monthly',
      ...input,
    })
    return reply.ok ? null : reply.fields
  }
  expect(await refusal({ name: ' ' })).toEqual({ name: 'common.required' })
  expect(await refusal({ budgetHours: '0' })).toEqual({ budgetHours: 'common.too_small' })
  expect(await refusal({ pricing: 'fixed' })).toEqual({ fixedPrice: 'projects.fixed_price' })
  expect(await refusal({ customerId: newId() })).toEqual({ customerId: 'projects.no_customer' })
  expect(await refusal({ siteId: other.siteId })).toEqual({ siteId: 'projects.no_site' })
  expect(await refusal({ contactId })).toEqual({ contactId: 'projects.no_contact' })
  expect(await refusal({ leadId: gone.id })).toEqual({ leadId: 'projects.no_lead' })
  expect(await refusal({ startsOn: '2026-11-02', endsOn: '2026-11-01' })).toEqual({ endsOn: 'projects.ends_before' })
  await as(administration, (write) => archiveCustomer(write, other.id))
  expect(await refusal({ customerId: other.id })).toEqual({ customerId: 'projects.no_customer' })
  expect(await refusal({ pricing: 'fixed', fixedPrice: '100', siteId: customer.siteId })).toBeNull()
})

test('an edit says which version it saw; the same amount in other digits is no change', async () => {
  const { administration, project, page } = await world({ pricing: 'fixed', fixedPrice: '1000', budgetHours: '10' })
  const edit = (version: number, more: object) =>
    as(administration, (write) => editProject(write, { id: project.id, version, ...more }))
  expect(await edit(1, { fixedPrice: '1000.0', budgetHours: '10.00' })).toEqual({ version: 1 })
  expect(await edit(1, { name: 'Renovatie', budgetHours: '20' })).toEqual({ version: 2 })
  await expect(edit(1, { name: 'Sloop' })).rejects.toMatchObject({
    code: 'common.stale',
    current: { name: 'Renovatie', budgetHours: '20', fixedPrice: '1000.00', version: 2 },
  })
  expect((await page()).project).toMatchObject({ name: 'Renovatie', budgetMinutes: 1200, version: 2 })
  const [latest] = await reading(administration, (read) => timeline(read, ['project', project.id]))
  expect(latest).toMatchObject({
    action: 'projects.edit',
    changes: [
      { field: 'name', from: 'Nieuwbouw Kessel-Lo', to: 'Renovatie' },
      { field: 'budgetHours', from: '10', to: '20' },
    ],
  })
})

test('the kind of price stays once something is booked, and fits the prices of the phases', async () => {
  const { administration, project, phase, book, page } = await world({ pricing: 'fixed', fixedPrice: '1000' })
  const id = await phase('Ruwbouw', { fixedPrice: '800' })
  const edit = (more: object) =>
    as(administration, async (write) => editProject(write, { id: project.id, version: 1, ...more }))
  await expect(edit({ fixedPrice: '700' })).rejects.toEqual(refusedWith('projects.phases_above', 'fixedPrice'))
  await expect(edit({ pricing: 'hourly' })).rejects.toEqual(refusedWith('projects.phases_priced', 'pricing'))
  await expect(phase('Afwerking', { fixedPrice: '201' })).rejects.toEqual(
    refusedWith('projects.phases_above', 'fixedPrice'),
  )
  await book(60, { projectId: project.id, phaseId: id })
  await expect(edit({ pricing: 'mixed' })).rejects.toEqual(refusedWith('projects.pricing_booked', 'pricing'))
  await as(administration, (write) =>
    write.db.update(timeEntries).set({ removedAt: write.now.toString() }).where(eq(timeEntries.projectId, project.id)),
  )
  await edit({ pricing: 'mixed' })
  expect((await page()).project).toMatchObject({ pricing: 'mixed', fixedPrice: null })
})

test('closed, nothing changes or is booked until it is reopened with why; only the lead or the administration may', async () => {
  const { administration, planner, project, phase, customer } = await world()
  const phaseId = await phase('Ruwbouw')
  await expect(as(planner, (write) => closeProject(write, { id: project.id, reason: '' }))).rejects.toEqual(
    refusedWith('projects.not_lead'),
  )
  await expect(as(planner, (write) => finishPhase(write, phaseId))).rejects.toEqual(refusedWith('projects.not_lead'))
  await as(administration, (write) => editProject(write, { id: project.id, version: 1, leadId: planner.id }))
  await as(planner, (write) => closeProject(write, { id: project.id, reason: '' }))
  const refused = refusedWith('projects.closed')
  const attempts = [
    (write: Write) => closeProject(write, { id: project.id, reason: '' }),
    (write: Write) => editProject(write, { id: project.id, version: 3, name: 'X' }),
    (write: Write) => finishPhase(write, phaseId),
    (write: Write) => removePhase(write, phaseId),
    (write: Write) => sortPhases(write, { projectId: project.id, phaseIds: [phaseId] }),
  ]
  for (const attempt of attempts) await expect(as<unknown>(planner, attempt)).rejects.toEqual(refused)
  await expect(phase('Nog een')).rejects.toEqual(refused)
  await expect(
    as(planner, (write) => bookOnProject(write, { projectId: project.id, customerId: customer.id })),
  ).rejects.toEqual(refusedWith('projects.closed', 'projectId'))
  await as(planner, (write) => reopenProject(write, { id: project.id, reason: 'Meerwerk' }))
  await expect(as(planner, (write) => reopenProject(write, { id: project.id, reason: 'x' }))).rejects.toEqual(
    refusedWith('projects.open'),
  )
  const [latest] = await reading(planner, (read) => timeline(read, ['project', project.id]))
  expect(latest).toMatchObject({ action: 'projects.reopen', reason: 'Meerwerk' })
})

test('phases are made, sorted, changed and finished; one with hours on it stays', async () => {
  const { administration, project, phase, book, page } = await world()
  const [one, two, three] = [
    await phase('Ruwbouw', { budgetHours: '8' }),
    await phase('Leidingen'),
    await phase('Ketel'),
  ]
  await as(administration, (write) => sortPhases(write, { projectId: project.id, phaseIds: [three, one] }))
  expect((await page()).phases.map((found) => found.name)).toEqual(['Ketel', 'Ruwbouw', 'Leidingen'])
  await expect(
    as(administration, (write) => sortPhases(write, { projectId: project.id, phaseIds: [newId()] })),
  ).rejects.toEqual(refusedWith('common.not_found'))

  const save = (version: number, name: string) =>
    as(administration, (write) =>
      savePhase(write, { id: one, projectId: project.id, version, name, budgetHours: '10', fixedPrice: '500' }),
    )
  expect(await save(1, 'Ruwbouw')).toEqual({ id: one, version: 2 })
  await expect(save(1, 'Anders')).rejects.toMatchObject({
    code: 'common.stale',
    current: { name: 'Ruwbouw', version: 2 },
  })

  await book(390, { projectId: project.id, phaseId: one })
  await expect(as(administration, (write) => removePhase(write, one))).rejects.toEqual(
    refusedWith('projects.phase_booked'),
  )
  const taken = await book(30, { projectId: project.id, phaseId: two })
  await as(administration, async (write) => {
    await write.db.update(timeEntries).set({ removedAt: write.now.toString() }).where(eq(timeEntries.id, taken))
    await removePhase(write, two)
  })
  expect((await page()).phases.map((found) => [found.name, found.usedMinutes])).toEqual([
    ['Ketel', 0],
    ['Ruwbouw', 390],
  ])

  await as(administration, (write) => finishPhase(write, one))
  await expect(as(administration, (write) => finishPhase(write, one))).rejects.toEqual(
    refusedWith('projects.phase_done'),
  )
  await expect(save(3, 'Anders')).rejects.toEqual(refusedWith('projects.phase_done'))
  await expect(as(administration, (write) => removePhase(write, one))).rejects.toEqual(
    refusedWith('projects.phase_done'),
  )
  await as(administration, (write) => reopenPhase(write, { id: one, reason: 'Nog werk' }))
  await expect(as(administration, (write) => reopenPhase(write, { id: one, reason: 'x' }))).rejects.toEqual(
    refusedWith('projects.phase_open'),
  )
})

test('a phase of a project by the hour has no fixed price, and one without a name is none', async () => {
  const { administration, project, phase } = await world({ pricing: 'hourly' })
  await expect(phase('Ruwbouw', { fixedPrice: '5' })).rejects.toEqual(
    refusedWith('projects.hourly_phase', 'fixedPrice'),
  )
  const reply = await perform(administration, 'projects.savePhase', savePhaseInput, savePhase, {
    id: newId(),
    projectId: project.id,
    version: null,
    name: '',
    budgetHours: '-1',
    fixedPrice: null,
  })
  expect(reply).toMatchObject({ fields: { name: 'common.required', budgetHours: 'common.invalid' } })
})

test('the same phase sent twice is one', async () => {
  const { administration, project, organizationId } = await world()
  const phase = {
    id: newId(),
    projectId: project.id,
    version: null,
    name: 'Ruwbouw',
    budgetHours: null,
    fixedPrice: null,
  }
  const save = () => as(administration, (write) => savePhase(write, phase))
  expect(await Promise.all([save(), save()])).toEqual([
    { id: phase.id, version: 1 },
    { id: phase.id, version: 1 },
  ])
  const rows = await reading(administration, ({ db }) =>
    db
      .select({ id: projectPhases.id })
      .from(projectPhases)
      .where(and(eq(projectPhases.organizationId, organizationId), eq(projectPhases.projectId, project.id))),
  )
  expect(rows).toHaveLength(1)
})

test('an order joins an open project of its own customer only, and its hours count there', async () => {
  const { administration, organizationId, customer, other, project, book, page } = await world({ budgetHours: '10' })
  const orderTypeId = newId()
  await as(administration, ({ db }) =>
    db.insert(orderTypes).values({ organizationId, id: orderTypeId, name: 'Plaatsing' }),
  )
  const take = (of: typeof customer, projectId: string | null) =>
    as(administration, (write) =>
      createOrder(write, { orderTypeId, customerId: of.id, siteId: of.siteId ?? '', title: 'Ketel', projectId }),
    )
  await expect(take(other, project.id)).rejects.toEqual(refusedWith('projects.none', 'projectId'))
  await expect(take(customer, newId())).rejects.toEqual(refusedWith('projects.none', 'projectId'))
  const inside = await take(customer, project.id)
  const joining = await take(customer, null)
  const foreign = await take(other, null)
  const join = (id: string) =>
    as(administration, (write) => editOrder(write, { id, version: 1, projectId: project.id }))
  await expect(join(foreign.id)).rejects.toEqual(refusedWith('projects.none', 'projectId'))
  await book(120, { orderId: inside.id })
  await book(240, { orderId: joining.id })
  await book(60, { projectId: project.id })
  expect((await page()).usedMinutes).toBe(180)
  await join(joining.id)
  expect((await page()).usedMinutes).toBe(420)
  await as(administration, (write) => closeProject(write, { id: project.id, reason: 'Klaar' }))
  await expect(take(customer, project.id)).rejects.toEqual(refusedWith('projects.closed', 'projectId'))
})

test('two who close and book at once: who comes second is told, and nothing is booked on what is closed', async () => {
  const { administration, technician, project, customer } = await world()
  const onIt = { projectId: project.id, customerId: customer.id }
  const outcomes = await Promise.allSettled([
    as(administration, (write) => closeProject(write, { id: project.id, reason: '' })),
    as(technician, (write) => bookOnProject(write, onIt)),
  ])
  expect(outcomes[0].status).toBe('fulfilled')
  await expect(as(technician, (write) => bookOnProject(write, onIt))).rejects.toEqual(
    refusedWith('projects.closed', 'projectId'),
  )
})
