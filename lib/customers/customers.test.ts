import { expect, test } from 'vitest'
import { createAsset, editAsset, retireAsset } from '@/lib/assets/mutations/assets'
import { listAssets } from '@/lib/assets/queries'
import { perform } from '@/lib/auth/action'
import { reading, writing } from '@/lib/auth/actor'
import { timeline } from '@/lib/history/queries'
import { newId } from '@/lib/ids'
import { createProduct, editProduct } from '@/lib/products/mutations/products'
import { listProducts } from '@/lib/products/queries'
import { makeCompany } from '@/scripts/test/company'
import { createCustomerInput, editCustomerInput } from './input'
import { saveContact } from './mutations/contacts'
import { archiveCustomer, createCustomer, editCustomer, restoreCustomer } from './mutations/customers'
import { archiveSite, saveSite } from './mutations/sites'
import { customerForPage, listCustomers, lookAlikes } from './queries'
import { phoneSearch, searchWords } from './rules'

const peeters = {
  kind: 'company',
  name: 'Café Peeters & Zoon',
  vatNumber: 'be 0123.456.749',
  street: 'Tiensevest',
  houseNumber: '4',
  postalCode: '3000',
  city: 'Leuven',
  email: 'info@peeters.example',
  phone: '+32 (0)16 12 34 56',
  withSite: true,
} as const

async function world() {
  const { actors, organizationId } = await makeCompany()
  const { planner } = actors
  const customer = await writing(planner, (write) => createCustomer(write, peeters))
  return { planner, organizationId, customer, siteId: customer.siteId ?? '' }
}

test('a phone number is found the ways people type it', () => {
  expect(phoneSearch('+32 470 12 34 56')).toEqual(['+32470123456', '0470123456'])
  expect(phoneSearch('+32 (0)16 12 34 56')).toEqual(['+3216123456', '016123456'])
  expect(phoneSearch('016/12.34.56')).toEqual(['016123456'])
  expect(searchWords('016 12.34.56')).toBe('016123456')
  expect(searchWords('BE 0123.456.749')).toBe('BE0123456749')
  expect(searchWords('Peeters Leuven')).toBe('Peeters Leuven')
})

test('a new customer gets a number, the address as work address, the numbers as they are kept, and a line of history', async () => {
  const { planner, customer } = await world()
  expect(customer.number).toBe('K0001')
  const page = await reading(planner, (read) => customerForPage(read, customer.id))
  expect(page).toMatchObject({
    vatNumber: 'BE0123456749',
    enterpriseNumber: '0123456749',
    paymentTermDays: 30,
    country: 'BE',
  })
  expect(page?.sites).toMatchObject([{ street: 'Tiensevest', city: 'Leuven' }])
  const entries = await reading(planner, (read) => timeline(read, ['customer', customer.id]))
  expect(entries.map((entry) => entry.action)).toEqual(['customers.site_add', 'customers.create'])
})

test('wrong check digits are told beside their field', async () => {
  const { planner } = await world()
  const reply = await perform(planner, 'customers.create', createCustomerInput, createCustomer, {
    kind: 'company',
    name: 'X',
    vatNumber: 'BE0123456748',
  })
  expect(reply).toMatchObject({ ok: false, fields: { vatNumber: 'customers.vat_number' } })
  const mail = await perform(planner, 'customers.create', createCustomerInput, createCustomer, {
    kind: 'company',
    name: 'X',
    email: 'jan@',
  })
  expect(mail).toMatchObject({ ok: false, fields: { email: 'common.not_an_email' } })
})

test('the same customer sent twice is one', async () => {
  const { planner } = await world()
  const id = newId()
  const make = () => writing(planner, (write) => createCustomer(write, { ...peeters, id }))
  const [one, two] = await Promise.all([make(), make()])
  expect(two.number).toBe(one.number)
  expect(await reading(planner, (read) => listCustomers(read))).toHaveLength(2)
})

test('every word a person would type finds the customer: name, street, phone, VAT, contact, site; and nobody else does', async () => {
  const { planner, customer } = await world()
  await writing(planner, async (write) => {
    await saveContact(write, {
      id: newId(),
      customerId: customer.id,
      version: null,
      name: 'Sofie Claes',
      phone: '0470/12.34.56',
      email: 'sofie@claes.example',
    })
    await saveSite(write, {
      id: newId(),
      customerId: customer.id,
      version: null,
      name: 'Magazijn',
      street: 'Kaai',
      houseNumber: '7',
      postalCode: '9000',
      city: 'Gent',
    })
    await createCustomer(write, { kind: 'person', name: 'Iemand Anders' })
  })
  const found = async (query: string) =>
    (await reading(planner, (read) => listCustomers(read, { query }))).map((row) => row.id)
  for (const query of [
    'cafe pee',
    'PEETERS zoon',
    'K0001',
    'tiensevest 4',
    '016 12 34 56',
    '0470 12 34 56',
    '+32 16 12 34 56',
    'BE 0123.456.749',
    'sofie',
    'claes.example',
    'magazijn',
    'kaai gent',
    'peeters 9000',
  ])
    expect(await found(query), query).toEqual([customer.id])
  expect(await found('peeters antwerpen')).toEqual([])
  expect(await found('100%')).toEqual([])
  const other = await makeCompany()
  expect(await reading(other.actors.planner, (read) => listCustomers(read, { query: 'peeters' }))).toEqual([])
})

test('the list runs as people sort names, capitals and accents beside their letter, over its pages', async () => {
  const { planner } = (await makeCompany()).actors
  const sorted = ['Aerts', 'de Smet', 'Élan', 'elkaar', 'Zoë', 'zonder']
  await writing(planner, async (write) => {
    for (const name of sorted.toReversed()) await createCustomer(write, { kind: 'person', name })
  })
  const seen: string[] = []
  for (let after: { name: string; id: string } | undefined; ; ) {
    const page = await reading(planner, (read) => listCustomers(read, { after, limit: 2 }))
    seen.push(...page.map((row) => row.name))
    after = page.at(-1)
    if (!after) break
  }
  expect(seen).toEqual(sorted)
})

test('a stale edit gets the other version; an archived customer leaves the list and comes back', async () => {
  const { planner, customer } = await world()
  await writing(planner, (write) =>
    editCustomer(write, { id: customer.id, version: 1, name: 'Peeters bv', poRequired: true }),
  )
  await expect(
    writing(planner, (write) => editCustomer(write, { id: customer.id, version: 1, name: 'Anders' })),
  ).rejects.toMatchObject({
    code: 'common.stale',
    current: { name: 'Peeters bv', billToName: '' },
  })
  await expect(
    writing(planner, (write) => editCustomer(write, { id: customer.id, version: 2, billToId: newId() })),
  ).rejects.toMatchObject({ code: 'customers.no_bill_to' })
  await writing(planner, (write) => archiveCustomer(write, customer.id))
  expect(await reading(planner, (read) => listCustomers(read, { query: 'peeters' }))).toEqual([])
  await writing(planner, (write) => restoreCustomer(write, customer.id))
  expect(await reading(planner, (read) => listCustomers(read, { query: 'peeters bv' }))).toHaveLength(1)
})

test('a customer follows the company about approval until it wishes otherwise', async () => {
  const { planner, customer } = await world()
  const wishes = async () => {
    const found = await reading(planner, (read) => customerForPage(read, customer.id))
    return [found?.approval, found?.approvalTiming]
  }
  expect(await wishes()).toEqual(['default', 'default'])
  await writing(planner, (write) =>
    editCustomer(write, { id: customer.id, version: 1, approval: 'yes', approvalTiming: 'on_submission' }),
  )
  expect(await wishes()).toEqual(['yes', 'on_submission'])
  expect(editCustomerInput.safeParse({ id: customer.id, version: 2, approval: 'misschien' }).success).toBe(false)
})

test('an archived work address is not found any more', async () => {
  const { planner, customer, siteId } = await world()
  await writing(planner, (write) => editCustomer(write, { id: customer.id, version: 1, street: 'Nieuwstraat' }))
  await writing(planner, (write) => archiveSite(write, { id: siteId, archived: true }))
  expect(await reading(planner, (read) => listCustomers(read, { query: 'tiensevest' }))).toEqual([])
})

test('a look-alike is pointed out by VAT, mail, phone, or nearly the same name at the same postal code', async () => {
  const { planner, customer } = await world()
  const look = (typed: Parameters<typeof lookAlikes>[1]) => reading(planner, (read) => lookAlikes(read, typed))
  expect(await look({ vatNumber: '0123456749', country: 'BE' })).toMatchObject([{ id: customer.id, same: ['vat'] }])
  expect(await look({ email: 'INFO@peeters.example' })).toMatchObject([{ same: ['email'] }])
  expect(await look({ phone: '016/12 34 56' })).toMatchObject([{ same: ['phone'] }])
  expect(await look({ name: 'Cafe Peters en Zoon', postalCode: '3000' })).toMatchObject([{ same: ['name'] }])
  expect(await look({ name: 'Peeters', postalCode: '3000' })).toMatchObject([{ same: ['name'] }])
  expect(await look({ name: 'Cafe Peeters', postalCode: '9000' })).toEqual([])
  expect(await look({ name: 'Garage Wouters', postalCode: '3000' })).toEqual([])
})

test('a product has a number, a rate of its country, and edits that say which version they saw', async () => {
  const { planner } = await world()
  const product = await writing(planner, (write) =>
    createProduct(write, { kind: 'material', name: 'Ontspanner 20 cm', price: '12.5' }),
  )
  expect(product.number).toBe('P0001')
  await expect(
    writing(planner, (write) => createProduct(write, { kind: 'material', name: 'X', vatRate: '9' })),
  ).rejects.toMatchObject({ fields: { vatRate: 'products.vat_rate' } })
  await expect(
    writing(planner, (write) => createProduct(write, { kind: 'material', name: 'X', number: 'P0001' })),
  ).rejects.toMatchObject({ fields: { number: 'products.number_taken' } })
  await writing(planner, (write) => editProduct(write, { id: product.id, version: 1, price: '13' }))
  await expect(
    writing(planner, (write) => editProduct(write, { id: product.id, version: 1, price: '14' })),
  ).rejects.toMatchObject({ code: 'common.stale' })
  expect(await reading(planner, (read) => listProducts(read, { query: 'ontspan 20' }))).toMatchObject([
    { price: '13.0000', vatRate: '21.00' },
  ])
})

test('an asset stands at a site of its customer, keeps its own fields, and can go out of service', async () => {
  const { planner, customer, siteId } = await world()
  const other = await world()
  const boiler = {
    customerId: customer.id,
    siteId,
    type: 'Gasketel',
    make: 'Vaillant',
    serial: 'VX-9981',
    ownFields: [{ label: 'Schouw', value: 'C13' }],
  }
  const asset = await writing(planner, (write) => createAsset(write, boiler))
  await expect(
    writing(planner, (write) => createAsset(write, { ...boiler, siteId: other.siteId })),
  ).rejects.toMatchObject({ code: 'assets.no_site' })
  await writing(planner, (write) => editAsset(write, { id: asset.id, version: 1, model: 'ecoTEC plus' }))
  expect(await reading(planner, (read) => listAssets(read, { query: 'vaillant 9981 c13' }))).toMatchObject([
    { id: asset.id, model: 'ecoTEC plus' },
  ])
  await writing(planner, (write) => retireAsset(write, { id: asset.id, reason: 'Vervangen' }))
  expect(await reading(planner, (read) => listAssets(read, { retired: false }))).toEqual([])
  expect(await reading(other.planner, (read) => listAssets(read, { query: 'vaillant' }))).toEqual([])
})
