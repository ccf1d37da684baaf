import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { inTenant } from '@/db/client'
import { reading, writing } from '@/lib/auth/actor'
import { timeline } from '@/lib/history/queries'
import { newId } from '@/lib/ids'
import { makeCompany } from '@/scripts/test/company'
import { formInput, orderTypeInput } from './input'
import { ensureDefaultOrderTypes } from './mutations/defaults'
import { archiveOrderType, createOrderType, editOrderType, sortOrderTypes } from './mutations/order-types'
import { saveForm } from './mutations/templates'
import { currentTemplate, orderTypesOf, requestableTypes, templateById } from './queries'
import { checkAnswers } from './rules'
import { formProblems } from './rules/problems'

const type = (more: object = {}) =>
  orderTypeInput.parse({
    id: newId(),
    name: 'Lekdetectie',
    icon: 'droplet',
    durationMinutes: 90,
    signatureRule: 'none',
    tellCustomer: true,
    requestable: true,
    billing: 'hourly',
    fixedPrice: null,
    ...more,
  })

const form = (orderTypeId: string, version: number, labels: string[]) =>
  formInput.parse({
    orderTypeId,
    kind: 'intake',
    version,
    fields: labels.map((nl, index) => ({ id: `f${index}`, type: 'text', label: { nl }, required: false })),
  })

test('a new company starts with four order types whose forms are sound, once', async () => {
  const { actors } = await makeCompany()
  await writing(actors.admin, (write) => ensureDefaultOrderTypes(write, 'fr'))
  await writing(actors.admin, (write) => ensureDefaultOrderTypes(write, 'nl'))
  await reading(actors.admin, async (read) => {
    const types = await orderTypesOf(read)
    expect(types.map((one) => one.name)).toEqual(['Dépannage', 'Entretien', 'Installation', 'Contrôle'])
    for (const one of types)
      for (const kind of ['intake', 'checklist'] as const) {
        const template = await currentTemplate(read, one.id, kind)
        expect(formProblems(kind, template?.fields ?? [])).toEqual({})
        for (const field of template?.fields ?? []) expect(Object.keys(field.label).sort()).toEqual(['en', 'fr', 'nl'])
      }
    const [first] = await requestableTypes(read)
    expect(checkAnswers(first?.fields ?? [], {})).toEqual({ appliance: 'forms.required' })
  })
})

test('saving a form makes the next version; the one before stays as it was', async () => {
  const { actors } = await makeCompany()
  const { id } = await writing(actors.admin, (write) => createOrderType(write, type()))
  const first = await writing(actors.admin, (write) => saveForm(write, form(id, 0, ['Merk'])))
  const second = await writing(actors.admin, (write) => saveForm(write, form(id, 1, ['Merk', 'Bouwjaar'])))
  const same = await writing(actors.admin, (write) => saveForm(write, form(id, 2, ['Merk', 'Bouwjaar'])))
  expect([first.number, second.number, same]).toEqual([1, 2, second])
  await reading(actors.admin, async (read) => {
    expect((await templateById(read, first.id))?.fields.map((field) => field.label.nl)).toEqual(['Merk'])
    expect((await currentTemplate(read, id, 'intake'))?.id).toBe(second.id)
    const words = (await timeline(read, ['order_type', id])).map((entry) => entry.action)
    expect(words).toEqual(['forms.saved_intake', 'forms.saved_intake', 'forms.type_created'])
  })
})

test('two people who change the same form: the second is shown the first', async () => {
  const { actors } = await makeCompany()
  const { id } = await writing(actors.admin, (write) => createOrderType(write, type()))
  const results = await Promise.allSettled(
    ['Merk', 'Type'].map((label) => writing(actors.admin, (write) => saveForm(write, form(id, 0, [label])))),
  )
  expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected'])
  const refused = results.find((result) => result.status === 'rejected')
  expect(refused?.reason).toMatchObject({ code: 'common.stale', current: { version: 1 } })
})

test('a form with a fault is refused beside its question', () => {
  const parsed = formInput.safeParse({
    orderTypeId: newId(),
    kind: 'intake',
    version: 0,
    fields: [
      { id: 'a', type: 'choice', label: { nl: 'Kleur' }, required: true, choices: [] },
      { id: 'b', type: 'text', label: { nl: '' }, required: true, showIf: { fieldId: 'c', equals: 'yes' } },
    ],
  })
  expect(parsed.error?.issues.map((issue) => [issue.path.join('.'), issue.message])).toEqual([
    ['fields.0.choices', 'forms.too_few_choices'],
    ['fields.1.label', 'forms.label'],
    ['fields.1.showIf', 'forms.show_if'],
  ])
})

test('order types: a name once, edited only as seen, sorted, archived', async () => {
  const { actors } = await makeCompany()
  const [one, two] = [type(), type({ name: 'Nazicht' })]
  await writing(actors.admin, (write) => createOrderType(write, one))
  await writing(actors.admin, (write) => createOrderType(write, two))
  await expect(writing(actors.admin, (write) => createOrderType(write, type()))).rejects.toMatchObject({
    code: 'forms.type_name',
  })
  await expect(
    writing(actors.admin, (write) => editOrderType(write, { ...two, version: 1, name: 'Lekdetectie' })),
  ).rejects.toMatchObject({ code: 'forms.type_name' })
  const edited = await writing(actors.admin, (write) =>
    editOrderType(write, { ...two, version: 1, billing: 'fixed', fixedPrice: '85.00' }),
  )
  expect(edited.version).toBe(2)
  await expect(
    writing(actors.admin, (write) => editOrderType(write, { ...two, version: 1, durationMinutes: 5 })),
  ).rejects.toMatchObject({ code: 'common.stale' })
  await writing(actors.admin, (write) => sortOrderTypes(write, [two.id, one.id]))
  const names = () => reading(actors.admin, async (read) => (await orderTypesOf(read)).map((found) => found.name))
  expect(await names()).toEqual(['Nazicht', 'Lekdetectie'])
  await writing(actors.admin, (write) => archiveOrderType(write, { id: two.id, archived: true }))
  expect(await names()).toEqual(['Lekdetectie'])
  expect(orderTypeInput.safeParse({ ...one, billing: 'fixed' }).error?.issues[0]?.path).toEqual(['fixedPrice'])
})

test('another company neither sees nor changes an order type', async () => {
  const [mine, other] = await Promise.all([makeCompany(), makeCompany()])
  const made = type()
  await writing(mine.actors.admin, (write) => createOrderType(write, made))
  expect(await reading(other.actors.admin, (read) => orderTypesOf(read))).toEqual([])
  for (const attempt of [
    () => writing(other.actors.admin, (write) => saveForm(write, form(made.id, 0, ['x']))),
    () => writing(other.actors.admin, (write) => archiveOrderType(write, { id: made.id, archived: true })),
    () => writing(other.actors.admin, (write) => editOrderType(write, { ...made, version: 1, name: 'x' })),
  ])
    await expect(attempt()).rejects.toMatchObject({ code: 'common.not_found' })
  const rows = await inTenant(
    other.organizationId,
    (tx) => tx.execute(sql`select 1 from form_templates union all select 1 from order_types`),
    'read',
  )
  expect(rows.length).toBe(0)
})
