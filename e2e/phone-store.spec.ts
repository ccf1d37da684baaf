import type { Page, Route } from '@playwright/test'
import type { Kit } from './phone-kit'
import { atServer, left, onTheField, PhoneProfile, withKit } from './phone-profile'
import { fillSignIn, makeVisits } from './steps'
import { expect, test } from './test'

declare const kit: Kit

/** Numbers that look like chance and are the same each time. */
function chanceOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return state / 2_147_483_648
  }
}

/** Reception as in a cellar: some requests never get there, of others the answer is lost. */
async function badReception(page: Page, chance: () => number): Promise<void> {
  await page.context().route('**/api/sync/v1**', async (route: Route) => {
    const luck = chance()
    if (luck < 0.2) return route.abort()
    if (luck > 0.4) return route.continue()
    await route.fetch().catch(() => null)
    return route.abort()
  })
}

type Wish = { memberId: string; visitId: string; from: number; count: number; photoEach: number }

/** Notes, and a photo now and then, one after the other; each is told when the phone said that it is kept. */
function recordMany(page: Page, wish: Wish): Promise<void> {
  return page.evaluate(async ({ memberId, visitId, from, count, photoEach }) => {
    const { told } = globalThis as unknown as { told: (kind: string, what: string) => Promise<void> }
    const db = kit.open(memberId)
    for (let at = from; at < from + count; at++) {
      const note = { id: crypto.randomUUID(), visitId, body: `nr ${at}`, forCustomer: false }
      await kit.record(db, 'execution.saveNote', note, { visitId })
      await told('note', note.body)
      if (at % photoEach !== 0) continue
      const blob = await kit.picture(500)
      const photo = { visitId, kind: 'photo', fieldId: '', takenAt: null, name: 'foto.jpg', blob } as const
      await told('photo', await kit.keepFile(db, photo))
    }
  }, wish)
}

test('a browser that is killed at any moment loses nothing, and nothing arrives twice', async () => {
  const { email, visits } = makeVisits({ customer: 'Familie Batterij', hasChecklist: false })
  const { visitId } = visits[0]!
  const chance = chanceOf(7)
  const phone = new PhoneProfile()
  const kept = { note: [] as string[], photo: [] as string[] }
  try {
    for (let round = 0; round < 6; round++) {
      const opened = await phone.open()
      await badReception(opened, chance)
      await opened.exposeFunction('told', (kind: 'note' | 'photo', what: string) => void kept[kind].push(what))
      const { page, memberId } = await onTheField(opened, email)
      const stopAt = kept.note.length + 1 + Math.floor(chance() * 8)
      const recording = recordMany(page, { memberId, visitId, from: round * 100, count: 40, photoEach: 3 })
      // The battery goes while it is still recording and sending.
      const died = recording.catch(() => undefined)
      await expect.poll(() => kept.note.length, { intervals: [5] }).toBeGreaterThanOrEqual(stopAt)
      await phone.kill()
      await died
    }
    const { page, memberId } = await onTheField(await phone.open(), email)
    await expect.poll(() => left(page, memberId), { timeout: 60_000 }).toEqual({ operations: 0, files: 0 })
    const found = await atServer(page, visitId)
    expect(new Set(found.notes).size, 'no note is there twice').toBe(found.notes.length)
    expect(found.notes).toEqual(expect.arrayContaining(kept.note))
    expect(found.documents).toEqual(expect.arrayContaining(kept.photo))
    // At most the one that was being kept when it died was kept without the page having heard of it.
    expect(found.notes.length - kept.note.length).toBeLessThanOrEqual(6)
    expect(found.documents.length - kept.photo.length).toBeLessThanOrEqual(6)
    await expect.poll(() => page.evaluate((id) => kit.open(id).bytes.count(), memberId), { timeout: 30_000 }).toBe(0)
  } finally {
    await phone.remove()
  }
})

test('two tabs number what is done as one, and all of it arrives once', async () => {
  const { email, visits } = makeVisits({ customer: 'Familie Tabblad', hasChecklist: false })
  const { visitId } = visits[0]!
  const phone = new PhoneProfile()
  try {
    const { page: first, memberId } = await onTheField(await phone.open(), email)
    const second = await first.context().newPage()
    await second.goto('/field')
    await withKit(second)
    await first.context().exposeFunction('told', () => undefined)
    const wish = { memberId, visitId, count: 25, photoEach: 1000 }
    await Promise.all([recordMany(first, { ...wish, from: 1 }), recordMany(second, { ...wish, from: 101 })])
    const seq = await first.evaluate(async (id) => (await kit.open(id).meta.get('seq'))?.value, memberId)
    expect(seq).toBe(50)
    await expect.poll(() => left(second, memberId), { timeout: 30_000 }).toEqual({ operations: 0, files: 0 })
    const { notes } = await atServer(first, visitId)
    expect(notes).toHaveLength(50)
    expect(new Set(notes).size).toBe(50)
  } finally {
    await phone.remove()
  }
})

test('a phone that is full refuses a photo clearly, keeps nothing of it, and still takes taps and sends them', async () => {
  const { email, visits } = makeVisits({ customer: 'Familie Vol', hasChecklist: false })
  const { visitId } = visits[0]!
  const phone = new PhoneProfile()
  try {
    const before = await onTheField(await phone.open(), email)
    await before.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
    await phone.kill()
    // A browser reckons seldom how much room there is: it must be small when the app is opened.
    const opened = await phone.open()
    const devtools = await opened.context().newCDPSession(opened)
    const { origin } = new URL(test.info().project.use.baseURL ?? '')
    await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 24 * 1024 * 1024 })
    // Nothing leaves while it fills up.
    const stopped = (route: Route) => route.abort()
    await opened.context().route('**/api/sync/**', stopped)
    const { page, memberId } = await onTheField(opened, email)
    const filled = await page.evaluate(
      async ({ id, visit }) => {
        const db = kit.open(id)
        const keep = (kilobytes: number) => {
          const bytes = new Uint8Array(kilobytes * 1024)
          for (let at = 0; at < bytes.length; at += 65_536)
            crypto.getRandomValues(bytes.subarray(at, Math.min(at + 65_536, bytes.length)))
          const blob = new Blob([bytes], { type: 'image/jpeg' })
          return kit
            .keepFile(db, { visitId: visit, kind: 'photo', fieldId: '', takenAt: null, name: 'foto.jpg', blob })
            .then(
              () => 'kept',
              (error: { code?: string }) => `${error.code}`,
            )
        }
        let kept = 0
        const refusals: string[] = []
        // To the last corner: smaller and smaller until not even that fits.
        for (const kilobytes of [4096, 1024, 256, 64, 16])
          for (;;) {
            const answer = await keep(kilobytes)
            if (answer === 'kept') kept += 1
            else {
              refusals.push(answer)
              break
            }
          }
        for (let at = 0; at < 50; at++) {
          const note = {
            id: crypto.randomUUID(),
            visitId: visit,
            body: `tik ${at} ${'x'.repeat(1000)}`,
            forCustomer: false,
          }
          await kit.record(db, 'execution.saveNote', note, { visitId: visit })
        }
        return { kept, refusals, files: await db.files.count(), bytes: await db.bytes.count() }
      },
      { id: memberId, visit: visitId },
    )
    expect(filled.kept).toBeGreaterThan(0)
    expect([...new Set(filled.refusals)]).toEqual(['sync.phone_full'])
    expect(filled).toMatchObject({ files: filled.kept, bytes: filled.kept })
    await page.context().unroute('**/api/sync/**', stopped)
    await page.reload()
    await expect.poll(async () => (await atServer(page, visitId)).notes.length, { timeout: 30_000 }).toBe(50)
  } finally {
    await phone.remove()
  }
})

test('who signs out with unsent work is warned, leaves it sealed, and finds it again', async () => {
  const { email, visits } = makeVisits({ customer: 'Familie Afmelden', hasChecklist: false })
  const { visitId } = visits[0]!
  const phone = new PhoneProfile()
  try {
    const { page, memberId } = await onTheField(await phone.open(), email)
    const stopped = (route: Route) => route.abort()
    await page.context().route(/\/api\/sync\/v1$/, stopped)
    await page.context().route('**/api/sync/v1/files', stopped)
    await page.context().exposeFunction('told', () => undefined)
    await recordMany(page, { memberId, visitId, from: 3, count: 1, photoEach: 3 })
    await page.getByRole('button', { name: 'Geen verbinding · 2 bewaard' }).click()
    await page.getByRole('button', { name: 'Afmelden', exact: true }).click()
    const warning = page.getByRole('alertdialog')
    await expect(warning.getByText(/Nog niet verstuurd: 1 stap/)).toBeVisible()
    await warning.getByRole('button', { name: 'Afmelden' }).click()
    await page.waitForURL(/sign-in/)
    await withKit(page)
    const counts = (id: string) =>
      page.evaluate(async (member) => {
        const db = kit.open(member)
        const tables = [db.operations, db.files, db.bytes, db.visits, db.sealed]
        const found = await Promise.all(tables.map((table) => table.count()))
        db.close()
        return found
      }, id)
    expect(await counts(memberId)).toEqual([0, 0, 0, 0, 2])
    await page.context().unroute(/\/api\/sync\/v1$/)
    await page.context().unroute('**/api/sync/v1/files')
    await fillSignIn(page, email)
    await page.waitForURL(/field/)
    await expect.poll(async () => (await atServer(page, visitId)).notes).toEqual(['nr 3'])
    await expect.poll(async () => (await atServer(page, visitId)).documents.length).toBe(1)
  } finally {
    await phone.remove()
  }
})
