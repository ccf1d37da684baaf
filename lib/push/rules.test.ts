import { describe, expect, it } from 'vitest'
import { subscribeInput } from './input'
import { isPushService, outcomeOf } from './rules'

describe('where notices go', () => {
  it('is a push service of a browser, and nowhere else', () => {
    const known = [
      'https://fcm.googleapis.com/fcm/send/abc',
      'https://updates.push.services.mozilla.com/wpush/v2/abc',
      'https://web.push.apple.com/abc',
      'https://wns2-am3p.notify.windows.com/w/?token=abc',
    ]
    expect(known.filter((endpoint) => !isPushService(endpoint))).toEqual([])
    const strange = [
      'http://fcm.googleapis.com/fcm/send/abc',
      'https://fcm.googleapis.com:8443/abc',
      'https://fcm.googleapis.com@127.0.0.1/abc',
      'https://evilfcm.googleapis.com.example/abc',
      'https://notfcm.googleapis.com/abc',
      'https://127.0.0.1/abc',
      'https://localhost/abc',
      'nothing',
    ]
    expect(strange.filter(isPushService)).toEqual([])
  })

  it('is refused with words when it is somewhere else', () => {
    const told = subscribeInput.safeParse({
      ...{ sessionId: '01990000-0000-7000-8000-000000000000', endpoint: 'https://127.0.0.1/x' },
      ...{ p256dh: 'B'.repeat(87), auth: 'a'.repeat(22) },
    })
    expect(told.error?.issues.map(({ message }) => message)).toEqual(['field.push_service'])
  })
})

it('reads what a push service answers as RFC 8030 says it', () => {
  const statuses = [201, 202, 404, 410, 429, 500, 503, 400, 401, 403, 413, 301]
  expect(statuses.map(outcomeOf)).toEqual([
    ...['sent', 'sent', 'gone', 'gone', 'again', 'again', 'again'],
    ...['refused', 'refused', 'refused', 'refused', 'refused'],
  ])
})
