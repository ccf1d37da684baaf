import { expect, it } from 'vitest'
import { type Actor, reading, writing } from '@/lib/auth/actor'
import { newId } from '@/lib/ids'
import { Refused } from '@/lib/refused'
import { makeCompany } from '@/scripts/test/company'
import { viewsOf } from '../queries/views'
import { editView, removeView, saveView } from './views'

const page = '/planboard' as const
const save = (actor: Actor, name: string, shared = false, query = 'group=team&date=2026-11-23') =>
  writing(actor, (write) => saveView(write, { id: newId(), page, name, query, shared }))
const seen = async (actor: Actor) =>
  (await reading(actor, (read) => viewsOf(read, page))).map(({ name, owner, query }) => [name, owner, query])

async function codeOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(() => null).catch((reason: unknown) => reason)
  return error instanceof Refused ? error.code : String(error)
}

it('keeps views for oneself, shows the shared ones to the company, and to no other company', async () => {
  const company = await makeCompany()
  const other = await makeCompany()
  const { planner, admin } = company.actors
  await save(planner, 'Twee weken', true)
  await save(planner, 'alleen ik')
  await save(admin, 'Twee weken')
  expect(await seen(planner)).toEqual([
    ['alleen ik', null, 'group=team'],
    ['Twee weken', null, 'group=team'],
  ])
  expect(await seen(admin)).toEqual([
    ['Twee weken', null, 'group=team'],
    ['Twee weken', planner.name, 'group=team'],
  ])
  expect(await seen(other.actors.planner)).toEqual([])
})

it('lets only its owner change a view, and an administrator what is shared', async () => {
  const { planner, admin, administration } = (await makeCompany()).actors
  const { id: viewId } = await save(planner, 'Ploegen')
  const asAdmin = { ...admin, roles: ['admin'] as const }
  const edit = (actor: Actor, version: number, more: Partial<Parameters<typeof editView>[1]>) =>
    writing(actor, (write) => editView(write, { viewId, version, ...more }))
  expect(await codeOf(edit(administration, 1, { name: 'Van mij' }))).toBe('common.not_found')
  expect(await codeOf(edit(asAdmin, 1, { name: 'Van mij' }))).toBe('common.not_found')
  await edit(planner, 1, { shared: true, query: 'scale=twoweeks' })
  expect(await codeOf(edit(planner, 1, { name: 'Verouderd' }))).toBe('common.stale')
  await edit(asAdmin, 2, { name: 'Van ons' })
  expect(await seen(planner)).toEqual([['Van ons', null, 'scale=twoweeks']])
  await save(planner, 'Bezet')
  expect(await codeOf(edit(planner, 3, { name: 'Bezet' }))).toBe('planning.view_name')
  expect(await codeOf(save(planner, 'Bezet'))).toBe('planning.view_name')
  const remove = (actor: Actor) => writing(actor, (write) => removeView(write, { viewId }))
  expect(await codeOf(remove(administration))).toBe('common.not_found')
  await remove(planner)
  expect(await codeOf(remove(planner))).toBe('common.not_found')
  expect((await seen(planner)).map(([name]) => name)).toEqual(['Bezet'])
})
