import fc from 'fast-check'
import { expect, test } from 'vitest'
import { madeAt } from '@/lib/ids'
import { requestStatuses } from '@/lib/orders/rules'
import { firstIdAt, isFilledInByHand, matchOf, requestRefusal, requestSteps, samePlace, titleOf } from './rules'

const asker = {
  name: 'Jan Peeters',
  company: '',
  vatNumber: '',
  email: 'jan@x.example',
  phone: '0470 12 34 56',
  street: 'Tiensestraat',
  houseNumber: '12',
  postalCode: '3000',
}
const nobody = { name: 'Iemand', vatNumber: '', emails: [], phones: [], places: [] }

test('a request is decided once', () => {
  for (const status of requestStatuses)
    for (const step of ['confirm', 'accept', 'decline'] as const)
      expect(requestRefusal(status, step) === null).toBe(
        (requestSteps[step].from as readonly string[]).includes(status),
      )
  expect(requestRefusal('accepted', 'decline')).toBe('requests.not_open')
})

test('a customer is recognised by mail, phone, VAT number, address and name', () => {
  expect(matchOf(asker, nobody)).toEqual({ reasons: [], score: 0 })
  expect(matchOf(asker, { ...nobody, emails: ['JAN@x.example'] }).reasons).toEqual(['email'])
  expect(matchOf(asker, { ...nobody, phones: ['+32 (0)470/12.34.56'.replace('(0)', '')] }).reasons).toEqual(['phone'])
  expect(matchOf({ ...asker, vatNumber: 'BE 0123.456.749' }, { ...nobody, vatNumber: 'BE0123456749' }).reasons).toEqual(
    ['vat'],
  )
  expect(matchOf(asker, { ...nobody, name: 'PEETERS  Jan' }).reasons).toEqual(['name'])
  expect(matchOf({ ...asker, company: 'Bakkerij De Korenaar' }, { ...nobody, name: 'Jan Peeters' }).reasons).toEqual([])
})

test('empty fields match nothing', () => {
  const empty = {
    name: '',
    company: '',
    vatNumber: '',
    email: '',
    phone: '',
    street: '',
    houseNumber: '',
    postalCode: '',
  }
  const candidate = {
    name: '',
    vatNumber: '',
    emails: [''],
    phones: [''],
    places: [{ street: '', houseNumber: '', postalCode: '' }],
  }
  expect(matchOf(empty, candidate).reasons).toEqual([])
})

test('the same address in other spelling', () => {
  const place = (street: string, houseNumber: string, postalCode: string) => ({ street, houseNumber, postalCode })
  expect(samePlace(asker, place('TIENSESTR.', '12', '3000'))).toBe(true)
  expect(samePlace(asker, place('Tiensestraat', '12 B', '3000'))).toBe(false)
  expect(samePlace(place('Kerkstraat', '3A', '1012 AB'), place('Kerkstraat', '3 a', '1012AB'))).toBe(true)
})

test('a form filled in within three seconds or weeks ago is looked at again', () => {
  const id = '019361aa-0000-7000-8000-000000000000'
  const made = 0x019361aa0000
  expect(
    [2999, 3000, 7 * 86_400_000, 7 * 86_400_000 + 1000].map((after) => isFilledInByHand(id, made + after)),
  ).toEqual([false, true, true, false])
})

test('the first id of a moment is after every id before it', () => {
  const now = 0x019361aa0000
  expect(madeAt(firstIdAt(now))).toBe(now)
  expect(firstIdAt(now) > '0193619f-ffff-7fff-bfff-ffffffffffff').toBe(true)
  expect(firstIdAt(now) <= '019361aa-0000-7000-8000-000000000000').toBe(true)
})

test('property: a title is never empty and never longer than a line', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 400 }), (description) => {
      const title = titleOf(description, 'Storing')
      expect(title.length).toBeGreaterThan(0)
      expect(title.length).toBeLessThanOrEqual(70)
    }),
  )
})
