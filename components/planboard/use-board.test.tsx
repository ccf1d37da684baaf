import { renderToStaticMarkup } from 'react-dom/server'
import { afterEach, expect, test, vi } from 'vitest'
import { newId } from '@/lib/ids'
import { boardQuery } from '@/lib/planning/input'
import { type BoardData, mostAsked } from '@/lib/planning/rules'
import { type BoardStore, useBoard } from './use-board'

const week = { from: '2031-11-24', to: '2031-11-30' }
const nothing: BoardData = { members: [], names: [], places: [], visits: [], leaves: [], typeSkills: {}, more: false }

afterEach(() => vi.unstubAllGlobals())

let store: BoardStore

function Board() {
  store = useBoard(nothing, week, week, 'Europe/Brussels')
  return null
}

test('more visits than the route answers for by name are not asked for by name: the board is read anew, at once', async () => {
  const asked: string[] = []
  const fresh: BoardData['visits'][number] = [newId(), 3, 'planned', null, 60, [], 0, 0, 0, 'O-1', 0, 0, -1]
  vi.stubGlobal('fetch', async (address: string) => {
    const params = Object.fromEntries(new URLSearchParams(address.split('?')[1]))
    asked.push(boardQuery.safeParse(params).success ? (params.ids ? 'by name' : 'anew') : 'refused')
    return Response.json({ ...nothing, visits: [fresh] })
  })
  renderToStaticMarkup(<Board />)
  const ids = (count: number) => Array.from({ length: count }, newId)
  await store.refresh(ids(mostAsked))
  expect(asked).toEqual(['by name'])
  const visits = await store.refresh(ids(mostAsked + 1))
  expect(asked).toEqual(['by name', 'anew'])
  expect([...visits.keys()]).toEqual([fresh[0]])
  expect(boardQuery.safeParse({ ...week, ids: ids(mostAsked + 1).join() }).success).toBe(false)
})
