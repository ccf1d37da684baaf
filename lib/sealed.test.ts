import { expect, test } from 'vitest'
import { seal, unseal } from './sealed'

test('what is sealed opens for its purpose only, and not when a letter of it changed', () => {
  const secret = Buffer.from('een geheim')
  const sealed = seal(secret, 'phone 1')
  expect(sealed).not.toBe(seal(secret, 'phone 1'))
  expect(unseal(sealed, 'phone 1')).toEqual(secret)
  expect(() => unseal(sealed, 'phone 2')).toThrow()
  const changed = Buffer.from(sealed, 'base64')
  changed[14]! ^= 1
  expect(() => unseal(changed.toString('base64'), 'phone 1')).toThrow()
})
