import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { organizations } from '@/db/schema/auth'
import { timeline } from '@/lib/history/queries'
import { makeCompany } from '@/scripts/test/company'
import { perform } from './action'
import { reading, systemActor, writing } from './actor'
import { pinBaseInput, saveDepotInput, saveMemberInput } from './input'
import { findBase, locateBase, locateBases, pinBase, saveDepot } from './mutations/bases'
import { saveCompany } from './mutations/company'
import { saveMember } from './mutations/members'
import { allMembers, dayPlaces, depotOf, homesOf } from './queries'

const gent = { street: 'Veldstraat', houseNumber: '1', postalCode: '9000', city: 'Gent', country: 'BE' }

async function world() {
  const { actors, organizationId } = await makeCompany()
  const { admin, technician } = actors
  const sweep = systemActor(organizationId, 'auth.sweep')
  const locateAll = async () => {
    await writing(sweep, locateBases)
    const [depot, homes] = await reading(admin, (read) => Promise.all([depotOf(read), homesOf(read)]))
    for (const base of [depot, ...homes.values()]) if (base) await locateBase(sweep, base.id)
  }
  const save = async (extra: object) => {
    const people = await reading(admin, allMembers)
    const { version, name } = people.find(({ id }) => id === technician.id) ?? { version: 0, name: '' }
    const input = {
      memberId: technician.id,
      version,
      name,
      phone: '',
      roles: ['technician'],
      colour: '#123456',
      skills: [],
    }
    return perform(admin, 'auth.saveMember', saveMemberInput, saveMember, { ...input, ...extra })
  }
  return { admin, technician, organizationId, locateAll, save }
}

test('the depot is where the company is, moves with it, and stays once the company says otherwise', async () => {
  const { admin, organizationId, locateAll } = await world()
  await locateAll()
  const depot = () => reading(admin, depotOf)
  expect(await depot()).toMatchObject({ city: 'Leuven', located: 'place', version: 1 })

  const move = (version: number, city: string, postalCode: string) =>
    writing(admin, (write) =>
      saveCompany(write, {
        version,
        contact: { street: 'Markt', houseNumber: '2', postalCode, city, email: '', phone: '', website: '' },
      }),
    )
  await move(1, 'Mechelen', '2800')
  expect(await depot()).toMatchObject({ city: 'Mechelen', located: 'none', locatedBy: '', version: 2 })

  const own = (version: number) =>
    perform(admin, 'auth.saveDepot', saveDepotInput, saveDepot, { version, address: gent })
  expect(await own(1)).toMatchObject({ code: 'common.stale', current: { version: 2, address: { city: 'Mechelen' } } })
  expect(await own(2)).toEqual({ ok: true, value: { version: 3 } })
  await move(2, 'Aalst', '9300')
  expect(await depot()).toMatchObject({ city: 'Gent', version: 3 })
  const entries = await reading(admin, (read) => timeline(read, ['organization', organizationId]))
  expect(entries.map(({ action }) => action)).toContain('auth.depot_changed')
})

test('two who name the first depot at the same moment make one', async () => {
  const { admin } = await world()
  const save = (houseNumber: string) =>
    perform(admin, 'auth.saveDepot', saveDepotInput, saveDepot, { version: 0, address: { ...gent, houseNumber } })
  const replies = await Promise.all([save('1'), save('2'), save('3')])
  expect(replies.filter(({ ok }) => ok)).toHaveLength(1)
  expect(replies.filter((reply) => !reply.ok && reply.code === 'common.stale')).toHaveLength(2)
})

test('a day begins and ends at the depot, or at a home that is known', async () => {
  const { admin, technician, locateAll, save } = await world()
  await locateAll()
  const day = async () => (await reading(admin, dayPlaces)).get(technician.id)
  const leuven = { latitude: expect.closeTo(50.88, 1), longitude: expect.closeTo(4.7, 1) }
  expect(await day()).toMatchObject({ start: leuven, end: leuven, isHomeUnknown: false })

  expect(await save({ dayStartsAt: 'home' })).toMatchObject({ ok: false, fields: { 'home.city': 'auth.no_home' } })
  expect(await save({ dayStartsAt: 'home', home: gent })).toMatchObject({ ok: true })
  expect(await day()).toMatchObject({ start: leuven, isHomeUnknown: true })
  await locateAll()
  expect(await day()).toMatchObject({
    start: { latitude: expect.closeTo(51.05, 1) },
    end: leuven,
    isHomeUnknown: false,
  })
  // Who leaves the address away leaves it as it was; who empties it needs the depot.
  expect(await save({ dayEndsAt: 'home' })).toMatchObject({ ok: true })
  const nowhere = { street: '', houseNumber: '', postalCode: '', city: '', country: 'BE' }
  expect(await save({ home: nowhere })).toMatchObject({ ok: false, fields: { 'home.city': 'auth.no_home' } })
  expect(await save({ home: nowhere, dayStartsAt: 'depot', dayEndsAt: 'depot' })).toMatchObject({ ok: true })
  expect((await reading(admin, homesOf)).get(technician.id)).toMatchObject({ city: '', latitude: null })
})

test('the history tells that a home changed, and never where it is', async () => {
  const { admin, technician, save } = await world()
  await save({ home: gent })
  const entries = await reading(admin, (read) => timeline(read, ['member', technician.id]))
  expect(entries.map(({ action }) => action)).toContain('auth.home_changed')
  expect(JSON.stringify(entries)).not.toContain('Veldstraat')
})

test('a company without an address has no depot, and planning says so', async () => {
  const { admin, technician, organizationId, locateAll } = await world()
  await writing(admin, ({ db }) =>
    db.update(organizations).set({ city: '', postalCode: '' }).where(eq(organizations.id, organizationId)),
  )
  await locateAll()
  expect(await reading(admin, depotOf)).toBeNull()
  expect((await reading(admin, dayPlaces)).get(technician.id)).toMatchObject({ start: null, end: null })
})

test('a pin says where a home or the depot is, stays with another address, and goes when it is looked up again', async () => {
  const { admin, technician, organizationId, locateAll, save } = await world()
  await save({ home: gent })
  await locateAll()
  const home = async () => (await reading(admin, homesOf)).get(technician.id)
  const pin = (version: number, memberId: string | null = technician.id, latitude = 51.1) =>
    perform(admin, 'auth.pinBase', pinBaseInput, pinBase, { memberId, version, latitude, longitude: 3.8 })
  const pinned = { latitude: 51.1, longitude: 3.8, located: 'pin', locatedBy: 'hand' }
  expect(await pin(1)).toEqual({ ok: true, value: { version: 2 } })
  expect(await pin(1)).toMatchObject({ ok: false, code: 'common.stale', current: { version: 2 } })
  expect(await pin(2, technician.id, 91)).toMatchObject({ ok: false, fields: { latitude: 'customers.coordinate' } })
  await save({ home: { ...gent, houseNumber: '3' } })
  await locateAll()
  expect(await home()).toMatchObject({ ...pinned, houseNumber: '3', version: 3 })
  expect((await reading(admin, dayPlaces)).get(technician.id)).toMatchObject({ isHomeUnknown: false })

  await writing(admin, (write) => findBase(write, { memberId: technician.id, version: 3 }))
  expect(await home()).toMatchObject({ latitude: null, located: 'none', locatedBy: '' })
  await locateAll()
  expect(await home()).toMatchObject({ located: 'place', latitude: expect.closeTo(51.05, 1) })
  // Nobody's home any more: then nothing says where it was.
  await pin(4)
  await save({ home: { street: '', houseNumber: '', postalCode: '', city: '', country: 'BE' } })
  expect(await home()).toMatchObject({ city: '', latitude: null, longitude: null })

  expect(await pin(1, null)).toMatchObject({ ok: true })
  expect(await reading(admin, depotOf)).toMatchObject(pinned)
  const told = await reading(admin, async (read) => [
    ...(await timeline(read, ['member', technician.id])),
    ...(await timeline(read, ['organization', organizationId])),
  ])
  expect(told.map(({ action }) => action)).toEqual(
    expect.arrayContaining(['auth.base_pinned', 'auth.base_sought', 'auth.home_changed']),
  )
  expect(JSON.stringify(told)).not.toContain('51.1')
  const other = await world()
  expect(
    await perform(other.admin, 'auth.pinBase', pinBaseInput, pinBase, {
      ...{ memberId: technician.id, version: 5, latitude: 1, longitude: 1 },
    }),
  ).toMatchObject({ ok: false, code: 'common.not_found' })
})
