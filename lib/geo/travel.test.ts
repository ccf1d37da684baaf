import { sql } from 'drizzle-orm'
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { type Actor, writing } from '@/lib/auth/actor'
import { makeCompany } from '@/scripts/test/company'
import { type Answer, type Asked, jsonServer } from '@/scripts/test/json-server'
import { blocksOf, cellOf, middleOf } from './rules/cells'
import { metresBetween, roadMetres, roadSeconds } from './rules/road'
import { forgetOldWays, travelMatrix } from './travel'

const leuven = { latitude: 50.8796, longitude: 4.7009 }
const gent = { latitude: 51.05, longitude: 3.7167 }
const brugge = { latitude: 51.2089, longitude: 3.2242 }
const places = [leuven, gent, brugge]

async function company(): Promise<Actor> {
  return (await makeCompany()).actors.planner
}

/** An OSRM where every way takes 100 seconds and 1,000 metres, unless it is told otherwise. */
async function osrm(answer: (asked: Asked) => Answer | null = () => null) {
  const server = await jsonServer((asked) => answer(asked) ?? { body: table(asked) })
  vi.stubEnv('TRAVEL_KIND', 'osrm')
  vi.stubEnv('TRAVEL_URL', server.url)
  return server
}

function table({ query }: Asked) {
  const rows = (value: number) => numbers(query, 'sources').map(() => numbers(query, 'destinations').map(() => value))
  return { code: 'Ok', durations: rows(100.4), distances: rows(1000.2) }
}

const numbers = (query: URLSearchParams, name: string) => query.get(name)?.split(';') ?? []

test('without a server the ways are estimated, and that is no falling back', async () => {
  const matrix = await travelMatrix(await company(), places)
  expect(matrix).toMatchObject({ source: 'estimate', fellBack: false })
  expect(matrix.distances[0]?.[1]).toBe(roadMetres(leuven, gent))
  expect(matrix.durations[0]?.[1]).toBe(roadSeconds(roadMetres(leuven, gent)))
  expect(matrix.durations.map((row, one) => row[one])).toEqual([0, 0, 0])
})

test('OSRM answers once for each pair; the next time it is remembered, also for a neighbour', async () => {
  const server = await osrm()
  const actor = await company()
  const matrix = await travelMatrix(actor, places)
  expect(matrix).toMatchObject({ source: 'osrm', fellBack: false })
  expect(matrix.durations).toEqual([
    [0, 100, 100],
    [100, 0, 100],
    [100, 100, 0],
  ])
  expect(matrix.distances[2]?.[1]).toBe(1000)
  expect(server.asked).toHaveLength(1)
  expect(server.asked[0]?.path).toMatch(/^\/table\/v1\/driving\/[\d.]+,[\d.]+;/)

  const nextDoor = { latitude: leuven.latitude + 0.0002, longitude: leuven.longitude }
  expect((await travelMatrix(actor, [nextDoor, gent])).durations[0]?.[1]).toBe(100)
  expect(server.asked).toHaveLength(1)
  // Another company asks for itself.
  await travelMatrix(await company(), places)
  expect(server.asked).toHaveLength(2)
})

test('what is old is asked for again, and thrown away by the sweep', async () => {
  const server = await osrm()
  const actor = await company()
  const count = () =>
    writing(actor, async ({ db }) => {
      const [row] = await db.execute<{ count: number }>(sql`select count(*)::int as count from travel_times`)
      return row?.count
    })
  await travelMatrix(actor, places)
  expect(await count()).toBe(9)
  await writing(actor, ({ db }) => db.execute(sql`update travel_times set created_at = now() - interval '91 days'`))
  await travelMatrix(actor, [leuven, gent])
  expect(server.asked).toHaveLength(2)
  await writing(actor, forgetOldWays)
  expect(await count()).toBe(4)
})

test('many places are asked for in parts that the server allows', async () => {
  const server = await osrm()
  const many = Array.from({ length: 120 }, (_, at) => ({ latitude: 50 + at / 100, longitude: 4 }))
  const matrix = await travelMatrix(await company(), many)
  expect(matrix).toMatchObject({ source: 'osrm', fellBack: false })
  expect(matrix.durations.flat().filter((seconds) => seconds === 100)).toHaveLength(120 * 119)
  expect(server.asked).toHaveLength(9)
  for (const { path } of server.asked) expect(path.split(';').length).toBeLessThanOrEqual(100)
})

test('Valhalla answers in kilometres', async () => {
  const server = await jsonServer(({ body }) => {
    const { sources, targets } = JSON.parse(body) as { sources: unknown[]; targets: unknown[] }
    return { body: { sources_to_targets: sources.map(() => targets.map(() => ({ time: 61, distance: 1.5 }))) } }
  })
  vi.stubEnv('TRAVEL_KIND', 'valhalla')
  vi.stubEnv('TRAVEL_URL', server.url)
  const matrix = await travelMatrix(await company(), [leuven, gent])
  expect(matrix).toMatchObject({ source: 'valhalla', fellBack: false })
  expect([matrix.durations[0]?.[1], matrix.distances[0]?.[1]]).toEqual([61, 1500])
})

test.each<[string, Answer]>([
  ['never answers', 'never'],
  ['dies', 'hang up'],
  ['is out of order', { status: 500, body: 'oops' }],
  ['refuses', { status: 400, body: { code: 'TooBig' } }],
  ['answers no JSON', { body: 'welcome' }],
  ['answers too few', { body: { code: 'Ok', durations: [[0]], distances: [[0]] } }],
  ['answers less than nothing', { body: { code: 'Ok', durations: [[-5, -5]], distances: [[1, 1]] } }],
])('a server that %s is replaced by the estimate, which says so', async (_, answer) => {
  await osrm(() => answer)
  const matrix = await travelMatrix(await company(), places, { oneMillis: 60, allMillis: 200 })
  expect(matrix).toMatchObject({ source: 'estimate', fellBack: true })
  expect(matrix.distances[0]?.[1]).toBe(roadMetres(leuven, gent))
})

test('a server that dies half-way keeps what it said, and the rest is estimated', async () => {
  let isDead = false
  const server = await osrm(() => (isDead ? 'hang up' : null))
  const actor = await company()
  await travelMatrix(actor, [leuven, gent])
  isDead = true
  const matrix = await travelMatrix(actor, places)
  expect(matrix).toMatchObject({ source: 'osrm', fellBack: true })
  expect(matrix.durations[0]?.slice(0, 2)).toEqual([0, 100])
  expect(matrix.distances[0]?.[2]).toBe(roadMetres(leuven, brugge))
  expect(server.asked).toHaveLength(2)
})

test('where no road goes the way is estimated, and not asked for again', async () => {
  const none = {
    code: 'Ok',
    durations: [
      [0, null],
      [null, 0],
    ],
    distances: [
      [0, null],
      [null, 0],
    ],
  }
  const server = await osrm(() => ({ body: none }))
  const actor = await company()
  for (const _ of [1, 2]) {
    const matrix = await travelMatrix(actor, [leuven, gent])
    expect(matrix).toMatchObject({ source: 'osrm', fellBack: false })
    expect(matrix.distances[0]?.[1]).toBe(roadMetres(leuven, gent))
  }
  expect(server.asked).toHaveLength(1)
})

test('two who ask at the same moment get the same', async () => {
  await osrm()
  const actor = await company()
  const [one, other] = await Promise.all([travelMatrix(actor, places), travelMatrix(actor, [...places].reverse())])
  expect(one.durations).toEqual(other.durations)
})

test('no places, and one place, need nobody', async () => {
  const server = await osrm()
  const actor = await company()
  expect(await travelMatrix(actor, [])).toMatchObject({ durations: [], distances: [], fellBack: false })
  expect(await travelMatrix(actor, [leuven, leuven])).toMatchObject({ fellBack: false, source: 'osrm' })
  expect(server.asked).toHaveLength(0)
})

const anywhere = fc.record({
  latitude: fc.double({ min: -90, max: 90, noNaN: true }),
  longitude: fc.double({ min: -180, max: 180, noNaN: true }),
})

test('a cell is a hundred metres, anywhere', () => {
  fc.assert(
    fc.property(anywhere, (place) => {
      const middle = middleOf(cellOf(place))
      expect(Math.abs(middle.latitude - place.latitude)).toBeLessThanOrEqual(0.00051)
      expect(Math.abs(middle.longitude - place.longitude)).toBeLessThanOrEqual(0.00051)
      expect(cellOf(middle)).toBe(cellOf(place))
      expect(metresBetween(middle, place)).toBeLessThan(100)
    }),
  )
})

test('the parts ask for every pair that is wanted, once, and are never too large', () => {
  const cells = fc.uniqueArray(fc.nat(40), { maxLength: 25 })
  fc.assert(
    fc.property(cells, fc.integer({ min: 1, max: 6 }), fc.func(fc.boolean()), (all, most, wanted) => {
      const blocks = blocksOf(all, (from, to) => from !== to && wanted(from, to), most)
      const pairs = blocks.flatMap(({ from, to }) => from.flatMap((one) => to.map((other) => `${one} ${other}`)))
      expect(new Set(pairs).size).toBe(pairs.length)
      for (const { from, to } of blocks) expect(Math.max(from.length, to.length)).toBeLessThanOrEqual(most)
      for (const one of all)
        for (const other of all) if (one !== other && wanted(one, other)) expect(pairs).toContain(`${one} ${other}`)
    }),
  )
})

test('a longer way takes longer, and there is no shorter way than as the crow flies', () => {
  fc.assert(
    fc.property(fc.nat(500_000), fc.nat(500_000), (one, more) => {
      expect(roadSeconds(one + more)).toBeGreaterThanOrEqual(roadSeconds(one))
    }),
  )
  fc.assert(fc.property(anywhere, anywhere, (from, to) => roadMetres(from, to) >= Math.floor(metresBetween(from, to))))
})
