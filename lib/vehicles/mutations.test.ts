import { describe, expect, it } from 'vitest'
import { type Actor, reading, writing } from '@/lib/auth/actor'
import { newId } from '@/lib/ids'
import { editOrder } from '@/lib/orders/mutations/edit'
import { addLine } from '@/lib/orders/mutations/lines'
import { loadsOfOrders } from '@/lib/orders/queries/load'
import { createProduct } from '@/lib/products/mutations/products'
import { Refused } from '@/lib/refused'
import { assignOrder } from '@/lib/visits/mutations/assign'
import { cancelVisit } from '@/lib/visits/mutations/cancel'
import { addTechnician, makeCompany } from '@/scripts/test/company'
import { makeOrder } from '@/scripts/test/order'
import { chooseInput, type SaveVehicle, saveVehicleInput } from './input'
import { chooseVehicle } from './mutations/choose'
import { archiveVehicle, restoreVehicle, saveVehicle } from './mutations/vehicles'
import { boardVehicles, myVehicles } from './queries/board'

const day = '2031-11-25'
const zone = 'Europe/Brussels'

async function company() {
  const { organizationId, actors } = await makeCompany()
  const [an, bram] = [await addTechnician(organizationId, 'An'), await addTechnician(organizationId, 'Bram')]
  return { ...actors, an, bram }
}

const van = (fields: Partial<SaveVehicle> = {}) =>
  saveVehicleInput.parse({ id: newId(), version: null, name: 'Transit', ...fields })
const make = (actor: Actor, fields: Partial<SaveVehicle> = {}) =>
  writing(actor, (write) => saveVehicle(write, van(fields)))

type Choice = { choice: string; seen?: string | null; from?: string | null; on?: string }
const choose = (planner: Actor, member: Actor, { choice, seen = null, from = null, on = day }: Choice) =>
  writing(planner, (write) =>
    chooseVehicle(
      write,
      chooseInput.parse({ memberId: member.id, day: on, choice, seenVehicleId: seen, takeFromId: from }),
    ),
  )

const boardOf = (actor: Actor, from = day, to = day) =>
  reading(actor, (read) => boardVehicles(read, zone, { from, to }))
/** Who drives what that day, by the names of people. */
async function drivers(actor: Actor, on = day): Promise<Record<string, string | null>> {
  const { days } = await boardOf(actor, on, on)
  return Object.fromEntries(days.flatMap(({ memberId, vehicleId }) => (vehicleId ? [[memberId, vehicleId]] : [])))
}

async function codeOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'done',
    (error: unknown) => {
      if (error instanceof Refused) return error.code
      throw error
    },
  )
}

describe('vehicles', () => {
  it('are made once, changed by who saw them, and have one plate and one usual driver', async () => {
    const { planner, an, bram } = await company()
    const wanted = van({ plate: '1-abc-234', memberId: an.id, capacityKg: '900' })
    const made = await writing(planner, (write) => saveVehicle(write, wanted))
    expect(await writing(planner, (write) => saveVehicle(write, wanted))).toEqual(made)
    expect(await codeOf(make(planner, { plate: '1ABC234' }))).toBe('vehicles.plate_taken')
    expect(await codeOf(make(planner, { memberId: an.id }))).toBe('vehicles.has_vehicle')
    expect(await codeOf(make(planner, { memberId: planner.id }))).toBe('vehicles.not_a_technician')
    const edit = (version: number) =>
      writing(planner, (write) => saveVehicle(write, { ...wanted, memberId: bram.id, version }))
    expect(await edit(1)).toEqual({ id: wanted.id, version: 2 })
    expect(await codeOf(writing(planner, (write) => saveVehicle(write, { ...wanted, version: 1 })))).toBe(
      'common.stale',
    )
    // Nothing changes: 900 is what stands as 900.000.
    expect((await edit(2)).version).toBe(2)
  })

  it('have one plate and one usual driver when two planners add one at once', async () => {
    const { planner, admin, an } = await company()
    for (const [fields, code] of [
      [{ plate: '1-ABC-234' }, 'vehicles.plate_taken'],
      [{ memberId: an.id }, 'vehicles.has_vehicle'],
    ] as const) {
      const answers = await Promise.all([planner, admin].map((actor) => codeOf(make(actor, fields))))
      expect(answers.toSorted()).toEqual(['done', code])
    }
  })

  it('stay for the days before they were archived, and come back as they were', async () => {
    const { planner, an } = await company()
    const made = await make(planner, { memberId: an.id, plate: 'X' })
    const archived = await writing(planner, (write) => archiveVehicle(write, made))
    expect(await drivers(planner)).toEqual({})
    expect(await drivers(planner, '2020-01-06')).toEqual({ [an.id]: made.id })
    expect(await codeOf(choose(planner, an, { choice: made.id }))).toBe('vehicles.archived')
    const other = await make(planner, { memberId: an.id, plate: 'X' })
    const restore = () => writing(planner, (write) => restoreVehicle(write, { id: made.id, version: archived.version }))
    expect(await codeOf(restore())).toBe('vehicles.plate_taken')
    await writing(planner, (write) => archiveVehicle(write, other))
    await restore()
    expect(await drivers(planner)).toEqual({ [an.id]: made.id })
  })
})

describe('a vehicle for a day', () => {
  it('is as usual, another, none, and as usual again', async () => {
    const { planner, an } = await company()
    const [usual, other] = [await make(planner, { memberId: an.id }), await make(planner)]
    expect(await choose(planner, an, { choice: other.id, seen: usual.id })).toEqual({ vehicleId: other.id })
    expect(await drivers(planner)).toEqual({ [an.id]: other.id })
    expect(await drivers(planner, '2031-11-26')).toEqual({ [an.id]: usual.id })
    expect(await choose(planner, an, { choice: 'none', seen: other.id })).toEqual({ vehicleId: null })
    expect(await drivers(planner)).toEqual({})
    expect(await choose(planner, an, { choice: 'usual' })).toEqual({ vehicleId: usual.id })
  })

  it('is taken from somebody only by who names them', async () => {
    const { planner, an, bram } = await company()
    const { id } = await make(planner, { memberId: an.id })
    expect(await codeOf(choose(planner, bram, { choice: id }))).toBe('vehicles.taken')
    expect(await codeOf(choose(planner, bram, { choice: id, from: planner.id }))).toBe('vehicles.taken')
    await choose(planner, bram, { choice: id, from: an.id })
    expect(await drivers(planner)).toEqual({ [bram.id]: id })
    // Back to who usually has it, by taking it or by letting go.
    await choose(planner, an, { choice: id, from: bram.id })
    expect(await drivers(planner)).toEqual({ [an.id]: id })
    await choose(planner, bram, { choice: id, from: an.id })
    await choose(planner, bram, { choice: 'usual', seen: id })
    expect(await drivers(planner)).toEqual({ [an.id]: id })
  })

  it('is in one place when two planners give it at once', async () => {
    const { planner, admin, an, bram } = await company()
    for (const on of ['2031-11-25', '2031-11-26', '2031-11-27', '2031-11-28']) {
      const { id } = await make(planner, { name: on })
      const answers = await Promise.all([
        codeOf(choose(planner, an, { choice: id, on })),
        codeOf(choose(admin, bram, { choice: id, on })),
      ])
      expect(answers.toSorted()).toEqual(['done', 'vehicles.taken'])
      expect(Object.values(await drivers(planner, on))).toEqual([id])
    }
  })

  it('is not replaced unseen when two planners choose for the same technician', async () => {
    const { planner, admin, an } = await company()
    const [one, two] = [await make(planner), await make(planner)]
    const answers = await Promise.all([
      codeOf(choose(planner, an, { choice: one.id })),
      codeOf(choose(admin, an, { choice: two.id })),
    ])
    expect(answers.toSorted()).toEqual(['done', 'vehicles.changed'])
  })

  it('is of one company', async () => {
    const [own, other] = [await company(), await company()]
    const theirs = await make(other.planner, { memberId: other.an.id })
    expect(await codeOf(choose(own.planner, own.an, { choice: theirs.id }))).toBe('common.not_found')
    expect(await codeOf(choose(own.planner, other.an, { choice: 'none' }))).toBe('vehicles.not_a_technician')
    expect(await codeOf(writing(own.planner, (write) => archiveVehicle(write, theirs)))).toBe('common.not_found')
    expect(await codeOf(make(own.planner, { memberId: other.an.id }))).toBe('vehicles.not_a_technician')
    expect(await boardOf(own.planner)).toEqual({ vehicles: [], days: [] })
    expect(await drivers(other.planner)).toEqual({ [other.an.id]: theirs.id })
  })
})

describe('the load of a day', () => {
  async function product(actor: Actor, weightKg: string | null, volumeM3: string | null) {
    const made = await writing(actor, (write) =>
      createProduct(write, { kind: 'material', name: 'Boiler', weightKg, volumeM3 }),
    )
    return made.id
  }
  const line = (orderId: string, productId: string | null, quantity: string) =>
    ({ orderId, productId, quantity, kind: 'material', description: 'Boiler' }) as const
  const loadOfOrder = async (actor: Actor, id: string) => {
    const load = (await reading(actor, (read) => loadsOfOrders(read, [id]))).get(id)
    return load && [Number(load.kg), Number(load.m3)]
  }

  it('is what its products weigh, unless the order says otherwise', async () => {
    const { planner } = await company()
    const { id } = await makeOrder(planner)
    expect(await loadOfOrder(planner, id)).toEqual([0, 0])
    const [heavy, flat] = [await product(planner, '42.5', '0.125'), await product(planner, '3', null)]
    for (const one of [line(id, heavy, '2'), line(id, flat, '0.5'), line(id, null, '9')])
      await writing(planner, (write) => addLine(write, one))
    expect(await loadOfOrder(planner, id)).toEqual([86.5, 0.25])
    const { version } = await writing(planner, (write) => editOrder(write, { id, version: 1, loadKg: '120' }))
    expect(await loadOfOrder(planner, id)).toEqual([120, 0.25])
    await writing(planner, (write) => editOrder(write, { id, version, loadKg: null }))
    expect(await loadOfOrder(planner, id)).toEqual([86.5, 0.25])
  })

  it('counts each order once a day, in the vehicle of who leads, on the local day', async () => {
    const { planner, an, bram } = await company()
    await make(planner, { memberId: an.id, capacityKg: '100' })
    const [one, two] = [await makeOrder(planner), await makeOrder(planner)]
    for (const { id } of [one, two])
      await writing(planner, (write) => editOrder(write, { id, version: 1, loadKg: '60', loadM3: '0.5' }))
    const plan = (orderId: string, startAt: string, endAt: string) =>
      writing(planner, (write) =>
        assignOrder(write, { orderId, memberIds: [an.id, bram.id], leaderId: an.id, startAt, endAt, tell: false }),
      )
    await plan(one.id, `${day}T08:00:00Z`, `${day}T09:00:00Z`)
    await plan(one.id, `${day}T10:00:00Z`, `${day}T11:00:00Z`)
    // In Brussels it is the day after already.
    await plan(two.id, `${day}T23:30:00Z`, '2031-11-26T00:30:00Z')
    const third = await plan(two.id, `${day}T13:00:00Z`, `${day}T14:00:00Z`)
    const loads = async () =>
      (await boardOf(planner, day, '2031-11-26')).days.flatMap(({ memberId, day: on, kg, m3 }) =>
        Number(kg) > 0 ? [[memberId, on, Number(kg), Number(m3)]] : [],
      )
    expect(await loads()).toEqual([
      [an.id, day, 120, 1],
      [an.id, '2031-11-26', 60, 0.5],
    ])
    await writing(planner, (write) => cancelVisit(write, { visitId: third.id, version: third.version, reason: 'Weg' }))
    expect((await loads())[0]).toEqual([an.id, day, 60, 0.5])
  })

  it('goes with who has a vehicle when who leads has none, and shows who finds no seat', async () => {
    const { planner, an, bram } = await company()
    const van = await make(planner, { memberId: bram.id, seats: 2 })
    const { id: orderId } = await makeOrder(planner)
    await writing(planner, (write) => editOrder(write, { id: orderId, version: 1, loadKg: '60' }))
    const chris = await addTechnician(planner.organizationId, 'Chris')
    const go = (hour: number, ...team: Actor[]) =>
      writing(planner, (write) =>
        assignOrder(write, {
          ...{ orderId, memberIds: team.map(({ id }) => id), leaderId: an.id, tell: false },
          ...{ startAt: `${day}T0${hour}:00:00Z`, endAt: `${day}T0${hour}:30:00Z` },
        }),
      )
    await go(7, an, bram)
    const ofDay = async () =>
      (await boardOf(planner)).days.map(({ memberId, vehicleId, kg, people }) => [
        memberId,
        vehicleId,
        Number(kg),
        people,
      ])
    expect(await ofDay()).toEqual([[bram.id, van.id, 60, 2]])
    await go(8, an, bram, chris)
    expect(await ofDay()).toEqual([[bram.id, van.id, 60, 3]])
    const other = await make(planner, { memberId: an.id })
    expect(new Set(await ofDay())).toEqual(
      new Set([
        [an.id, other.id, 60, 2],
        [bram.id, van.id, 0, 1],
      ]),
    )
  })
  it('is told to who drives it, day by day, and to nobody else', async () => {
    const { planner, an, bram } = await company()
    const van = await make(planner, { name: 'Transit', plate: 'X', memberId: an.id, seats: 3, capacityKg: '100' })
    await choose(planner, an, { choice: 'none', seen: van.id, on: '2031-11-26' })
    const { id: orderId } = await makeOrder(planner)
    await writing(planner, (write) => editOrder(write, { id: orderId, version: 1, loadKg: '60' }))
    await writing(planner, (write) =>
      assignOrder(write, {
        ...{ orderId, memberIds: [an.id, bram.id], leaderId: an.id, tell: false },
        ...{ startAt: `${day}T08:00:00Z`, endAt: `${day}T09:00:00Z` },
      }),
    )
    const mine = (actor: Actor) =>
      reading(actor, (read) => myVehicles(read, zone, actor.id, { from: day, to: '2031-11-27' }))
    expect((await mine(an)).map(({ kg, ...one }) => ({ ...one, kg: Number(kg) }))).toMatchObject([
      { day, name: 'Transit', plate: 'X', kg: 60, people: 2 },
      { day: '2031-11-27', kg: 0, people: 0 },
    ])
    expect(await mine(bram)).toEqual([])
  })
})
