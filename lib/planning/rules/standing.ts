import type { ProblemInput } from '@/lib/engine/problem'
import type { Span } from './facts'
import type { Posed, Task } from './problem'
import { canBeDriven, type Halt } from './timetable'

/** A task with when it is done. */
export type Item = { task: Task; span: Span }

/** What stands in a stretch now, in order. */
export function standingIn({ tasks, stretches }: Pick<Posed, 'tasks' | 'stretches'>, at: number): Item[] {
  const stretch = stretches[at]!
  return tasks
    .flatMap((task): Item[] => {
      if (task.kind === 'block') return task.stretch === at ? [{ task, span: task.block }] : []
      const span = task.kind === 'visit' ? task.visit.span : null
      const isHere = task.kind === 'visit' && task.visit.memberIds[0] === stretch.technician.id
      return span && isHere && stretch.from <= span.from && span.to <= stretch.to ? [{ task, span }] : []
    })
    .sort((a, b) => a.span.from - b.span.from)
}

/**
 * The problem with what stands as the plan to begin from, so that the answer is never worse. A day that can't be driven as it stands
 * (closer together than the way takes, more than can be carried) begins empty.
 */
export function begunFromStanding({ problem, tasks, stretches }: Posed): Posed {
  const idOf = new Map(tasks.map((task, id) => [task, id]))
  const vehicles = problem.vehicles.map((vehicle, at) => {
    const ids = standingIn({ tasks, stretches }, at).map(({ task }) => idOf.get(task)!)
    const jobs = ids.map((id): Halt => ({ kind: 'job', id }))
    const pauses = (vehicle.breaks ?? []).map(({ id }): Halt => ({ kind: 'break', id }))
    const orders = pauses.length === 0 ? [jobs] : withPause(jobs, pauses[0]!)
    const steps = isCarried(problem, at, ids) && orders.find((halts) => canBeDriven(problem, at, halts))
    return jobs.length > 0 && steps ? { ...vehicle, steps: steps.map(({ kind, id }) => ({ type: kind, id })) } : vehicle
  })
  return { problem: { ...problem, vehicles }, tasks, stretches }
}

/** A day has one pause at most: before, between or after what stands. */
const withPause = (jobs: readonly Halt[], pause: Halt): Halt[][] =>
  Array.from({ length: jobs.length + 1 }, (_, at) => jobs.toSpliced(at, 0, pause))

function isCarried({ vehicles, jobs = [] }: ProblemInput, vehicle: number, ids: readonly number[]): boolean {
  const { capacity = [] } = vehicles[vehicle]!
  return capacity.every((most, part) => ids.reduce((sum, id) => sum + (jobs[id]?.delivery?.[part] ?? 0), 0) <= most)
}
