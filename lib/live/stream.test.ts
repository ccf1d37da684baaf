import postgres from 'postgres'
import { afterEach, expect, test, vi } from 'vitest'
import { type Actor, writing } from '@/lib/auth/actor'
import { newId } from '@/lib/ids'
import { makeCompany } from '@/scripts/test/company'
import { announce, announcePresence } from './mutations'
import { subscribe } from './stream'

afterEach(() => {
  vi.restoreAllMocks()
})

/** A company with a screen that is open, on which one thing was told. */
async function told() {
  const { organizationId, actors } = await makeCompany()
  const screen = vi.fn()
  const close = await subscribe(organizationId, screen)
  const id = newId()
  await say(actors.planner, id)
  await vi.waitFor(() => expect(screen).toHaveBeenCalled(), { interval: 5 })
  return { organizationId, actor: actors.planner, id, screen, close }
}

const say = (actor: Actor, id: string) => writing(actor, (write) => announce(write, 'order', id, 2))

test('a stream that opens hears first what its company was told just before, once', async () => {
  const [here, there] = [await told(), await told()]
  const late = vi.fn()
  const close = await subscribe(here.organizationId, late)
  expect(late.mock.calls).toEqual([[{ kind: 'order', id: here.id, v: 2 }]])
  const next = newId()
  await say(here.actor, next)
  await vi.waitFor(() => expect(late).toHaveBeenCalledTimes(2), { interval: 5 })
  expect(late).toHaveBeenLastCalledWith({ kind: 'order', id: next, v: 2 })
  expect(there.screen).toHaveBeenCalledTimes(1)
  for (const leave of [close, here.close, there.close]) leave()
})

test('what is longer ago than ten seconds is not told again', async () => {
  const { organizationId, close } = await told()
  const late = vi.fn()
  const now = performance.now()
  vi.spyOn(performance, 'now').mockReturnValue(now + 10_000)
  const leave = await subscribe(organizationId, late)
  expect(late).not.toHaveBeenCalled()
  for (const one of [leave, close]) one()
})

test('a screen that was closed hears nothing more, also when it was the last', async () => {
  const { organizationId, actor, screen, close } = await told()
  close()
  const other = vi.fn()
  const leave = await subscribe(organizationId, other)
  await say(actor, newId())
  await vi.waitFor(() => expect(other).toHaveBeenCalledTimes(2), { interval: 5 })
  expect(screen).toHaveBeenCalledTimes(1)
  leave()
})

test('who looks at something is told with a name to the company alone, and that it is over', async () => {
  const { organizationId, actor, screen, close } = await told()
  const other = await told()
  const id = newId()
  await writing(actor, (write) => announcePresence(write, id, true))
  await writing(actor, (write) => announcePresence(write, id, false))
  await vi.waitFor(() => expect(screen).toHaveBeenCalledTimes(3), { interval: 5 })
  const by = { id: actor.id, name: actor.name }
  expect(screen).toHaveBeenCalledWith({ kind: 'presence', id, v: 1, by })
  expect(screen).toHaveBeenLastCalledWith({ kind: 'presence', id, v: 0, by })
  expect(actor.organizationId).toBe(organizationId)
  expect(other.screen).toHaveBeenCalledTimes(1)
  for (const leave of [close, other.close]) leave()
})

test('a screen that leaves twice takes no other along', async () => {
  const { organizationId, actor, close } = await told()
  close()
  const next = vi.fn()
  const leave = await subscribe(organizationId, next)
  close()
  const id = newId()
  await say(actor, id)
  await vi.waitFor(() => expect(next).toHaveBeenLastCalledWith({ kind: 'order', id, v: 2 }), { interval: 5 })
  leave()
})

test('when the database cuts the line, every screen hears of the gap once it stands again, and hears on', async () => {
  const { actor, screen, close } = await told()
  const { DATABASE_SUPERUSER_URL = '' } = process.env
  const superUser = postgres(DATABASE_SUPERUSER_URL, { max: 1, onnotice: () => {} })
  await superUser`select pg_terminate_backend(pid) from pg_stat_activity
    where pid <> pg_backend_pid() and query ilike 'listen %' and datname = current_database()`
  await superUser.end()
  await vi.waitFor(() => expect(screen).toHaveBeenCalledWith(null), { interval: 5, timeout: 4000 })
  const id = newId()
  await say(actor, id)
  await vi.waitFor(() => expect(screen).toHaveBeenLastCalledWith({ kind: 'order', id, v: 2 }), { interval: 5 })
  close()
})
