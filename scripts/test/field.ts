import type { ProblemInput } from '@/lib/engine/problem'
import { Random } from '@/lib/engine/search/random'

/** Longitude, latitude and inhabitants in thousands. */
const towns: readonly (readonly [longitude: number, latitude: number, people: number])[] = [
  ...([
    [4.4, 51.22, 530],
    [4.35, 50.85, 1200],
    [3.72, 51.05, 265],
    [5.57, 50.63, 195],
    [4.44, 50.41, 200],
  ] as const),
  ...([
    [3.22, 51.21, 118],
    [4.7, 50.88, 102],
    [4.48, 51.03, 87],
    [5.34, 50.93, 79],
    [3.26, 50.83, 77],
  ] as const),
  ...([
    [4.9, 52.37, 880],
    [4.48, 51.92, 650],
    [4.3, 52.08, 550],
    [5.12, 52.09, 360],
    [5.48, 51.44, 240],
  ] as const),
  ...([
    [6.57, 53.22, 235],
    [5.09, 51.56, 220],
    [4.78, 51.59, 184],
    [5.86, 51.84, 178],
    [5.69, 50.85, 121],
  ] as const),
]
const hour = 3600
const dayStart = 7.5 * hour
const dayEnd = 16.5 * hour

type Size = { technicians: number; visits: number; days?: number; seed?: number }

/**
 * A day, or a week of days, of a service company: technicians who start and end at home (07:30-16:30) with one to six of six skills, visits
 * of half an hour to two, a fifth with a window of two hours, two fifths with half a day. The same size and seed give the
 * same problem.
 */
export function fieldProblem({ technicians, visits, days = 1, seed = 1 }: Size): ProblemInput {
  const random = new Random(seed)
  const between = (least: number, most: number) => least + random.below(most - least + 1)
  const people = towns.reduce((sum, one) => sum + one[2], 0)
  const place = (): [number, number] => {
    let pick = random.next() * people
    const town = towns.find((one) => {
      pick -= one[2]
      return pick < 0
    })
    const [longitude, latitude] = town ?? towns[0]!
    return [longitude + (random.next() - 0.5) * 0.3, latitude + (random.next() - 0.5) * 0.2]
  }
  const places = Array.from({ length: technicians + visits }, place)
  const staff = Array.from({ length: technicians }, (_, at) => {
    const skills = [1, 2, 3, 4, 5, 6].map((skill) => ({ skill, turn: random.next() }))
    skills.sort((one, other) => one.turn - other.turn)
    return { at, skills: skills.slice(0, between(1, 6)).map((one) => one.skill) }
  })
  const midnight = (day: number) => day * 24 * hour
  const vehicles = Array.from({ length: days }, (_, day) =>
    staff.map(({ at, skills }) => ({
      id: day * technicians + at + 1,
      start_index: at,
      end_index: at,
      skills,
      time_window: [midnight(day) + dayStart, midnight(day) + dayEnd] as [number, number],
    })),
  ).flat()
  const jobs = Array.from({ length: visits }, (_, at) => {
    const kind = random.next()
    const begin = dayStart + between(0, 14) * (hour / 2)
    const day = between(0, days - 1)
    const half: [number, number] = random.next() < 0.5 ? [dayStart, 12 * hour] : [12 * hour, dayEnd]
    const windows = Array.from({ length: days }, (_, one): [number, number] => [
      midnight(one) + half[0],
      midnight(one) + half[1],
    ])
    return {
      id: at + 1,
      location_index: technicians + at,
      service: between(2, 8) * (hour / 4),
      skills: [between(1, 6)],
      ...(kind < 0.2 && {
        time_windows: [[midnight(day) + begin, midnight(day) + begin + 2 * hour]] as [number, number][],
      }),
      ...(kind >= 0.2 && kind < 0.6 && { time_windows: windows }),
    }
  })
  const durations = places.map((from, row) => places.map((to, column) => (row === column ? 0 : drive(from, to))))
  return { vehicles, jobs, matrices: { car: { durations } } }
}

/** Seconds: the crow's way and a third, at 50 km/h, and four minutes to park. */
function drive(from: readonly [number, number], to: readonly [number, number]): number {
  const [dx, dy] = [(from[0] - to[0]) * 111.3 * Math.cos((51.5 * Math.PI) / 180), (from[1] - to[1]) * 111.3]
  return Math.round(((Math.hypot(dx, dy) * 1.3) / 50) * hour + 240)
}
