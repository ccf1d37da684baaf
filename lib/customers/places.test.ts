import { and, eq, sql } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import { sites } from '@/db/schema/customers'
import { perform } from '@/lib/auth/action'
import { reading, systemActor, writing } from '@/lib/auth/actor'
import { timeline } from '@/lib/history/queries'
import { newId } from '@/lib/ids'
import { makeCompany } from '@/scripts/test/company'
import { jsonServer } from '@/scripts/test/json-server'
import { placeSiteInput } from './input'
import { createCustomer } from './mutations/customers'
import { findSite, locateSite, locateSites, placeSite } from './mutations/places'
import { saveSite } from './mutations/sites'
import { customerForPage } from './queries'

const address = { street: 'Tiensevest', houseNumber: '4', postalCode: '3000', city: 'Leuven' }

async function world() {
  const { actors, organizationId } = await makeCompany()
  const { planner } = actors
  const job = systemActor(organizationId, 'customers.locate')
  const customer = await writing(planner, (write) =>
    createCustomer(write, { kind: 'person', name: 'Peeters', ...address, withSite: true }),
  )
  const siteId = customer.siteId ?? ''
  const site = async () => {
    const page = await reading(planner, (read) => customerForPage(read, customer.id))
    const row = page?.sites.find(({ id }) => id === siteId)
    if (!row) throw new Error('the site is gone')
    return row
  }
  /** How many jobs wait to look this site up. */
  const jobs = () =>
    writing(planner, async ({ db }) => {
      const [row] = await db.execute<{ count: number }>(
        sql`select count(*)::int as count from pgboss.job where name = 'customers.locate' and data->>'siteId' = ${siteId}`,
      )
      return row?.count
    })
  const change = (wanted: Partial<typeof address>, version: number) =>
    writing(planner, (write) => saveSite(write, { id: siteId, customerId: customer.id, version, ...wanted }))
  return { planner, job, customerId: customer.id, siteId, site, jobs, change }
}

test('a new address is looked up by a job, and again when it changes', async () => {
  const { job, siteId, site, jobs, change } = await world()
  expect(await site()).toMatchObject({ latitude: null, located: 'none', locatedBy: '', version: 1 })
  expect(await jobs()).toBe(1)
  await locateSite(job, siteId)
  // The version stays: a form that was open meanwhile is not stale.
  expect(await site()).toMatchObject({ located: 'place', locatedBy: 'table', version: 1 })
  expect((await site()).latitude).toBeCloseTo(50.88, 1)

  await change({ street: ' tiensevest ' }, 1)
  expect(await jobs()).toBe(1)
  await change({ postalCode: '9000', city: 'Gent' }, 2)
  expect(await site()).toMatchObject({ latitude: null, longitude: null, located: 'none', locatedBy: '' })
  expect(await jobs()).toBe(2)
  await locateSite(job, siteId)
  expect((await site()).latitude).toBeCloseTo(51.05, 1)
})

test('an address that is nowhere stays without, and says that somebody looked', async () => {
  const { job, siteId, site, change } = await world()
  await change({ city: 'Nergenshuizen' }, 1)
  await locateSite(job, siteId)
  expect(await site()).toMatchObject({ latitude: null, located: 'none', locatedBy: 'table' })
})

test('a pin stays whatever becomes of the address, until it is looked up again', async () => {
  const { planner, job, customerId, siteId, site, jobs, change } = await world()
  const pin = { latitude: 50.8812345, longitude: 4.7 }
  await writing(planner, (write) => placeSite(write, { siteId, version: 1, ...pin }))
  await locateSite(job, siteId)
  expect(await site()).toMatchObject({ ...pin, located: 'pin', locatedBy: 'hand', version: 2 })
  await change({ city: 'Gent', postalCode: '9000' }, 2)
  await locateSite(job, siteId)
  expect(await site()).toMatchObject({ ...pin, located: 'pin' })
  expect(await jobs()).toBe(1)

  await writing(planner, (write) => findSite(write, { siteId, version: 3 }))
  expect(await jobs()).toBe(2)
  await locateSite(job, siteId)
  expect(await site()).toMatchObject({ located: 'place', version: 4 })

  const entries = await reading(planner, (read) => timeline(read, ['customer', customerId]))
  const pinned = entries.find(({ action }) => action === 'customers.site_pin')
  expect(entries.map(({ action }) => action)).toContain('customers.site_find')
  expect(pinned?.changes).toContainEqual({ field: 'latitude', from: null, to: pin.latitude })
})

test('a pin that another set meanwhile is not overwritten, and nonsense is told beside its field', async () => {
  const { planner, siteId } = await world()
  const pin = (input: unknown) => perform(planner, 'customers.placeSite', placeSiteInput, placeSite, input)
  await pin({ siteId, version: 1, latitude: 51, longitude: 4 })
  const late = await pin({ siteId, version: 1, latitude: 52, longitude: 5 })
  expect(late).toMatchObject({ ok: false, code: 'common.stale', current: { latitude: 51, longitude: 4 } })
  expect(await pin({ siteId, version: 2, latitude: Number.NaN, longitude: 181 })).toMatchObject({
    ok: false,
    fields: { latitude: 'customers.coordinate', longitude: 'customers.coordinate' },
  })
  const other = await makeCompany()
  const elsewhere = await perform(other.actors.planner, 'customers.placeSite', placeSiteInput, placeSite, {
    siteId,
    version: 2,
    latitude: 1,
    longitude: 1,
  })
  expect(elsewhere).toMatchObject({ ok: false, code: 'common.not_found' })
})

test('an answer for the address of before is not kept, and a pin set meanwhile stays', async () => {
  const { planner, job, siteId, site, change } = await world()
  let meanwhile: () => Promise<unknown> = async () => null
  const server = await jsonServer(async () => {
    await meanwhile()
    meanwhile = async () => null
    return { body: [{ lat: '50.8812', lon: '4.7104', place_rank: 30 }] }
  })
  vi.stubEnv('GEOCODER_KIND', 'nominatim')
  vi.stubEnv('GEOCODER_URL', server.url)
  meanwhile = () => change({ postalCode: '9000', city: 'Gent' }, 1)
  await locateSite(job, siteId)
  expect(await site()).toMatchObject({ located: 'none', locatedBy: '', city: 'Gent' })

  await change({ postalCode: '3000', city: 'Leuven' }, 2)
  await locateSite(job, siteId)
  expect(await site()).toMatchObject({ located: 'address', locatedBy: 'nominatim', latitude: 50.8812 })
  meanwhile = () =>
    writing(planner, (write) => placeSite(write, { siteId, version: 4, latitude: 50.9, longitude: 4.7 }))
  await writing(planner, (write) => findSite(write, { siteId, version: 3 }))
  await locateSite(job, siteId)
  expect(await site()).toMatchObject({ located: 'pin', latitude: 50.9 })
})

test('while the geocoder is away the municipality counts, the job is tried again, and the sweep knows', async () => {
  const { planner, job, siteId, site, jobs } = await world()
  const server = await jsonServer(() => 'hang up')
  vi.stubEnv('GEOCODER_KIND', 'nominatim')
  vi.stubEnv('GEOCODER_URL', server.url)
  await expect(locateSite(job, siteId)).rejects.toThrow('did not answer')
  expect(await site()).toMatchObject({ located: 'place', locatedBy: 'away' })
  // A job about it waits already.
  await writing(planner, locateSites)
  expect(await jobs()).toBe(1)
  await writing(planner, ({ db }) => db.execute(sql`delete from pgboss.job where name = 'customers.locate'`))
  await writing(planner, locateSites)
  expect(await jobs()).toBe(1)
})

test('the sweep finds addresses that nobody looked up, those of another geocoder, and never a pin', async () => {
  const { planner, customerId } = await world()
  const { organizationId } = planner
  await writing(planner, ({ db }) => db.execute(sql`delete from pgboss.job where name = 'customers.locate'`))
  const rows = {
    new: {},
    found: { latitude: 50.9, longitude: 4.7, located: 'place', locatedBy: 'table' },
    nowhere: { located: 'none', locatedBy: 'table' },
    dutch: { country: 'NL', latitude: 52.1, longitude: 4.7, located: 'place', locatedBy: 'table' },
    pin: { latitude: 50.9, longitude: 4.7, located: 'pin', locatedBy: 'hand' },
    typed: { latitude: 50.9, longitude: 4.7 },
  } as const
  await writing(planner, async ({ db }) => {
    await db.delete(sites).where(and(eq(sites.organizationId, organizationId), eq(sites.customerId, customerId)))
    for (const [name, row] of Object.entries(rows))
      await db.insert(sites).values({ organizationId, id: newId(), customerId, name, city: 'Leuven', ...row })
  })
  const swept = () =>
    writing(planner, async (write) => {
      await locateSites(write)
      const names = await write.db.execute<{ name: string }>(
        sql`with gone as (delete from pgboss.job where name = 'customers.locate' and data->>'organizationId' = ${organizationId} returning data)
          select s.name from gone join sites s on s.id::text = gone.data->>'siteId' order by s.name`,
      )
      return names.map(({ name }) => name)
    })
  expect(await swept()).toEqual(['new'])
  vi.stubEnv('GEOCODER_KIND', 'pdok')
  expect(await swept()).toEqual(['dutch', 'new'])
  vi.stubEnv('GEOCODER_KIND', 'photon')
  expect(await swept()).toEqual(['dutch', 'found', 'new', 'nowhere'])
  vi.unstubAllEnvs()
})
