import { listening, makeVisits, phoneSize, signedIn } from './steps'
import { expect, test } from './test'

const hour = 3_600_000
type Carried = { visits: { id: string; events: { kind: string; at: string }[] }[] }

for (const wrong of [3 * hour, -3 * hour])
  test(`a phone whose clock is ${wrong / hour} hours wrong says and sends when it really was, also without reception`, async ({
    browser,
  }) => {
    const { email, visits } = makeVisits({ customer: 'Familie Horloge', hasChecklist: false })
    const { visitId } = visits[0]!
    const phone = await signedIn(browser, email, { viewport: phoneSize })
    await phone.clock.setSystemTime(Date.now() + wrong)
    const pulled = phone.waitForResponse(/\/api\/sync\/v1\/pull/)
    await phone.goto(`/field/visits/${visitId}`)
    await pulled
    await expect(phone.getByRole('button', { name: 'Alles verstuurd' })).toBeVisible()
    const leave = await listening(phone.getByRole('button', { name: 'Vertrekken' }))
    await phone.context().setOffline(true)
    const before = Date.now()
    await leave.click()
    await expect(phone.getByText('Onderweg', { exact: true })).toBeVisible()
    const after = Date.now()
    // Since the tap, not since a moment hours ago or to come.
    await expect(phone.getByText('0 min', { exact: true }).first()).toBeVisible()
    await phone.context().setOffline(false)
    await expect(phone.getByRole('button', { name: 'Alles verstuurd' })).toBeVisible()
    const { visits: carried } = (await (
      await phone.request.get('/api/sync/v1/pull', { maxRetries: 3 })
    ).json()) as Carried
    const tap = carried.find(({ id }) => id === visitId)?.events.find(({ kind }) => kind === 'travel')
    // Half a round trip is what it can't know.
    expect(Date.parse(tap?.at ?? '')).toBeGreaterThanOrEqual(before - 1500)
    expect(Date.parse(tap?.at ?? '')).toBeLessThanOrEqual(after + 1500)
  })
