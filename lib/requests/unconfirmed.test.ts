import { utimes } from 'node:fs/promises'
import path from 'node:path'
import { sql } from 'drizzle-orm'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { links } from '@/db/schema/auth'
import { files } from '@/db/schema/files'
import { documents, requests } from '@/db/schema/orders'
import { type Actor, reading, systemActor, writing } from '@/lib/auth/actor'
import { env } from '@/lib/env'
import { takeUpload } from '@/lib/files/intake'
import { jobs } from '@/lib/files/jobs'
import { recordFile } from '@/lib/files/mutations'
import { getBytes, getThumbnail } from '@/lib/files/storage'
import { ensureDefaultOrderTypes } from '@/lib/forms/mutations/defaults'
import { requestableTypes } from '@/lib/forms/queries'
import { timeline } from '@/lib/history/queries'
import { newId } from '@/lib/ids'
import { Temporal } from '@/lib/time'
import { makeCompany } from '@/scripts/test/company'
import { askedInput } from './input'
import { declineRequest } from './mutations/decide'
import { forgetDrafts, saveDraft } from './mutations/drafts'
import { submitRequest } from './mutations/submit'
import { forgetUnconfirmed } from './mutations/unconfirmed'

async function scene() {
  const { organizationId, actors } = await makeCompany()
  const { admin } = actors
  await writing(admin, (write) => ensureDefaultOrderTypes(write, 'nl'))
  const [type] = await reading(admin, requestableTypes)
  const visitor: Actor = { ...systemActor(organizationId, 'requests.form'), kind: 'customer' }
  return { organizationId, admin, visitor, typeId: type?.id ?? '' }
}
type Scene = Awaited<ReturnType<typeof scene>>

async function photo({ organizationId, visitor }: Scene, background: string) {
  const picture = sharp({ create: { width: 50, height: 40, channels: 3, background } })
  const prepared = await takeUpload(organizationId, { bytes: await picture.png().toBuffer(), name: 'ketel.png' })
  const id = await writing(visitor, (write) => recordFile(write, prepared, { source: 'request' }))
  return { id, sha256: prepared.sha256, fieldId: '', name: prepared.name, isImage: true }
}
type Photo = Awaited<ReturnType<typeof photo>>

/** A stranger asks, and does not confirm. */
async function ask({ visitor, typeId }: Scene, photos: Photo[] = []): Promise<string> {
  const asked = askedInput('BE').parse({
    orderTypeId: typeId,
    description: 'Geen warm water',
    name: 'Jan Peeters',
    company: '',
    vatNumber: '',
    email: 'jan@vreemd.example',
    phone: '0470 12 34 56',
    street: 'Tiensestraat',
    houseNumber: '12',
    postalCode: '3000',
    city: 'Leuven',
    country: 'BE',
    locale: 'nl',
  })
  const form = { id: newId(), asked, formTemplateId: null, answers: {}, files: photos, mayMail: true }
  return (await writing(visitor, (write) => submitRequest(write, form))).id
}

const inHours = (hours: number) => Temporal.Now.instant().add({ hours })
const sweep = ({ organizationId }: Scene, now: Temporal.Instant) =>
  writing(systemActor(organizationId, 'requests.sweep'), forgetUnconfirmed, now)

const left = ({ admin }: Scene) =>
  reading(admin, async ({ db }) => ({
    requests: (await db.select().from(requests).orderBy(requests.id)).map(({ id }) => id),
    documents: (await db.select().from(documents)).map(({ fileId }) => fileId),
    files: (await db.select().from(files).orderBy(files.id)).map(({ id }) => id),
    links: (await db.select().from(links)).map(({ subjectId }) => subjectId),
  }))

/** Does what the jobs say, as if an hour had passed since anything was uploaded; which bytes they were about. */
async function doJobs({ organizationId, admin }: Scene): Promise<string[]> {
  const waiting = await reading(admin, ({ db }) =>
    db.execute<{ sha256: string }>(sql`select data->>'sha256' as sha256 from pgboss.job
      where name = 'files.forget' and data->>'organizationId' = ${organizationId} order by created_on`),
  )
  for (const { sha256 } of waiting) {
    const longAgo = new Date(Date.now() - 2 * 3_600_000)
    await utimes(path.join(env.FILES_DIR, organizationId, sha256.slice(0, 2), sha256), longAgo, longAgo)
    await jobs['files.forget']?.({ organizationId, actorId: '', sha256 })
  }
  return waiting.map(({ sha256 }) => sha256)
}

test('what nobody confirmed is gone after two weeks, with its files, their bytes and its link; its number is told', async () => {
  const here = await scene()
  const [red, blue] = [await photo(here, '#f00'), await photo(here, '#00f')]
  const id = await ask(here, [red, blue])
  await getThumbnail(here.organizationId, red.sha256, 160)
  await sweep(here, inHours(24 * 14 - 1))
  expect((await left(here)).requests).toEqual([id])
  await sweep(here, inHours(24 * 14 + 1))
  expect(await left(here)).toEqual({ requests: [], documents: [], files: [], links: [] })
  expect((await doJobs(here)).sort()).toEqual([red.sha256, blue.sha256].sort())
  for (const { sha256 } of [red, blue])
    await expect(getBytes(here.organizationId, sha256)).rejects.toMatchObject({ code: 'ENOENT' })
  await expect(getThumbnail(here.organizationId, red.sha256, 160)).rejects.toMatchObject({ code: 'ENOENT' })
  const [last] = await reading(here.admin, (read) => timeline(read, ['request', id]))
  expect(last).toMatchObject({ action: 'requests.forget', params: { number: expect.stringMatching(/-0001$/) } })
})

test('what the office decided on stays, and so does what another request shares', async () => {
  const here = await scene()
  const [shared, same] = [await photo(here, '#0f0'), await photo(here, '#0f0')]
  const gone = await ask(here, [shared, same])
  const kept = await ask(here, [shared])
  await writing(here.admin, (write) => declineRequest(write, { id: kept, reason: 'te ver' }))
  await sweep(here, inHours(24 * 15))
  expect(gone).not.toBe(kept)
  expect(await left(here)).toMatchObject({ requests: [kept], documents: [shared.id], files: [shared.id] })
  expect(await doJobs(here)).toEqual([same.sha256])
  expect((await getBytes(here.organizationId, same.sha256)).length).toBeGreaterThan(0)
})

test('bytes that were just sent again stay, since their file is still to come', async () => {
  const here = await scene()
  const { sha256 } = await photo(here, '#ff0')
  await writing(here.admin, ({ db }) => db.delete(files))
  await jobs['files.forget']?.({ organizationId: here.organizationId, actorId: '', sha256 })
  expect((await getBytes(here.organizationId, sha256)).length).toBeGreaterThan(0)
})

test('the files of a draft go with it, unless they were sent or wait in a later draft', async () => {
  const here = await scene()
  const [lost, sent, waiting] = [await photo(here, '#111'), await photo(here, '#222'), await photo(here, '#333')]
  const draft = (photos: Photo[], now?: Temporal.Instant) =>
    writing(
      here.visitor,
      (write) => saveDraft(write, { typed: {}, problems: {}, code: '', params: {}, files: photos }),
      now,
    )
  await draft([lost, sent, waiting])
  await draft([waiting], inHours(20))
  await ask(here, [sent])
  await writing(here.visitor, forgetDrafts, inHours(26))
  expect((await left(here)).files).toEqual([sent.id, waiting.id])
  expect(await doJobs(here)).toEqual([lost.sha256])
})
