import { expect, test } from 'vitest'
import { deviceName } from './device-name'

test('a phone is called by what its browser says of it', () => {
  const chrome = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36'
  expect(deviceName(`Mozilla/5.0 (Linux; Android 15; Pixel 9) ${chrome}`)).toBe('Pixel 9 · Chrome')
  expect(deviceName(`Mozilla/5.0 (Linux; Android 10; K) ${chrome}`)).toBe('Android · Chrome')
  expect(
    deviceName(
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1',
    ),
  ).toBe('iPhone · Safari')
  expect(deviceName('Mozilla/5.0 (Android 14; Mobile; rv:130.0) Gecko/130.0 Firefox/130.0')).toBe('Android · Firefox')
  expect(deviceName('')).toBe('')
})
