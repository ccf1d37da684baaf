import { eq } from 'drizzle-orm'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { asSystem } from '@/db/client'
import { organizations } from '@/db/schema/auth'
import { files } from '@/db/schema/files'
import { mails } from '@/db/schema/mail'
import { documents, requests } from '@/db/schema/orders'
import { reading, writing } from '@/lib/auth/actor'
import { organizationBySlug } from '@/lib/auth/queries'
import { ensureDefaultOrderTypes } from '@/lib/forms/mutations/defaults'
import { requestableTypes } from '@/lib/forms/queries'
import { newId } from '@/lib/ids'
import { stampOf } from '@/lib/stamp'
import { makeCompany } from '@/scripts/test/company'
import { inOneWindow } from '@/scripts/test/window'
import { receiveForm } from './mutations/receive'
import { draftByToken, sentRequest } from './queries/request'
import { requestLimits } from './rules'

async function scene() {
  const company = await makeCompany()
  await writing(company.actors.admin, (write) => ensureDefaultOrderTypes(write, 'nl'))
  const [row] = await asSystem((tx) =>
    tx.select({ slug: organizations.slug }).from(organizations).where(eq(organizations.id, company.organizationId)),
  )
  const organization = await organizationBySlug(row?.slug ?? '')
  const types = await reading(company.actors.admin, requestableTypes)
  if (!organization) throw new Error('no company')
  const kept = () =>
    reading(company.actors.admin, async (read) => ({
      requests: await read.db.select().from(requests),
      documents: await read.db.select().from(documents),
      files: await read.db.select().from(files),
      mails: await read.db.select().from(mails),
    }))
  return { ...company, organization, typeId: types.find((type) => type.name === 'Storing')?.id ?? '', kept }
}
type Scene = Awaited<ReturnType<typeof scene>>

/** A UUIDv7 of so many seconds ago: a form that was open that long. */
function openedAgo(seconds: number): string {
  const time = (Date.now() - seconds * 1000).toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}${newId().slice(13)}`
}

function filled({ organizationId, typeId }: Scene, more: Record<string, string | File> = {}): FormData {
  const key = openedAgo(30)
  const form = new FormData()
  const words = {
    key,
    seal: stampOf('requests.form', organizationId, typeof more.key === 'string' ? more.key : key),
    website: '',
    lang: 'fr',
    type: typeId,
    'f.appliance': 'boiler',
    description: 'Geen warm water',
    name: 'Jan Peeters',
    email: 'jan@vreemd.example',
    phone: '0470 12 34 56',
    street: 'Tiensestraat',
    houseNumber: '12',
    postalCode: '3000',
    city: 'Leuven',
    country: 'BE',
    ...more,
  }
  for (const [name, value] of Object.entries(words)) form.append(name, value)
  return form
}

const browser = { address: '192.0.2.1', keepsForm: false }
const script = { address: '192.0.2.2', keepsForm: true }
const photo = async (name = 'ketel.jpg') =>
  new File(
    [
      new Uint8Array(
        await sharp({ create: { width: 50, height: 40, channels: 3, background: '#345' } })
          .jpeg()
          .toBuffer(),
      ),
    ],
    name,
    { type: 'image/jpeg' },
  )
const badFile = new File(['<svg xmlns="http://www.w3.org/2000/svg"/>'], 'raar.jpg', { type: 'image/jpeg' })

test('a form is taken with its answers and files, in the language it was filled in', async () => {
  const here = await scene()
  const form = filled(here, { photos: await photo() })
  expect(await receiveForm(here.organization, form, browser)).toMatchObject({ kind: 'sent', id: form.get('key') })
  const kept = await here.kept()
  expect(kept.requests).toMatchObject([
    { status: 'unconfirmed', locale: 'fr', answers: { appliance: 'boiler' }, email: 'jan@vreemd.example' },
  ])
  expect(kept.documents).toMatchObject([{ kind: 'photo', title: 'ketel.jpg', fileId: kept.files[0]?.id }])
  expect(kept.mails).toMatchObject([{ kind: 'requests.confirm', subject: expect.stringContaining('Confirmez') }])
})

test('what is missing is told per field; without a script words and good files are kept for the next try', async () => {
  const here = await scene()
  const form = filled(here, { email: 'geen adres', name: '', 'f.appliance': '', vatNumber: '123' })
  form.append('photos', await photo())
  form.append('photos', badFile)
  const outcome = await receiveForm(here.organization, form, browser)
  if (outcome.kind !== 'mend') throw new Error('it was taken')
  expect(outcome.draft).toMatchObject({
    code: 'requests.mend',
    problems: {
      email: 'common.not_an_email',
      name: 'common.required',
      vatNumber: 'requests.vat_number',
      'f.appliance': 'forms.required',
      photos: 'files.type',
    },
    typed: { description: 'Geen warm water', email: 'geen adres' },
    params: { name: 'raar.jpg' },
  })
  const token = outcome.token ?? ''
  const draft = await reading(here.actors.admin, (read) => draftByToken(read, token))
  expect(draft?.files).toMatchObject([{ name: 'ketel.jpg', fieldId: '' }])

  const again = filled(here, { draft: token, keep: draft?.files[0]?.id ?? '' })
  expect(await receiveForm(here.organization, again, browser)).toMatchObject({ kind: 'sent' })
  const kept = await here.kept()
  expect(kept.requests).toHaveLength(1)
  expect(kept.documents.map((document) => document.fileId)).toEqual([draft?.files[0]?.id])
})

test('a file kept from an earlier try is what it was found to be, whatever its name', async () => {
  const here = await scene()
  const first = filled(here, { name: '', photos: await photo('scan.pdf') })
  const outcome = await receiveForm(here.organization, first, browser)
  const token = (outcome.kind === 'mend' && outcome.token) || ''
  const draft = await reading(here.actors.admin, (read) => draftByToken(read, token))
  const again = filled(here, { draft: token, keep: draft?.files[0]?.id ?? '' })
  expect(await receiveForm(here.organization, again, browser)).toMatchObject({ kind: 'sent' })
  expect((await here.kept()).documents).toMatchObject([{ kind: 'photo', title: 'scan.pdf' }])
})

test('with a script nothing is kept here while words are wrong', async () => {
  const here = await scene()
  const form = filled(here, { email: '', photos: await photo() })
  expect(await receiveForm(here.organization, form, script)).toMatchObject({
    kind: 'mend',
    token: null,
    draft: { problems: { email: 'common.required' } },
  })
  expect((await here.kept()).files).toEqual([])
})

test.each<[string, (here: Scene) => Record<string, string>]>([
  ['the field that people do not see is filled in', () => ({ website: 'https://spam.example' })],
  ['it was filled in within a second', () => ({ key: openedAgo(1) })],
  ['it was open for weeks', () => ({ key: openedAgo(30 * 86_400) })],
  ['it is not from our page', () => ({ seal: 'x' })],
  ['it is the form of another company', () => ({ seal: stampOf('requests.form', newId(), newId()) })],
])('nothing is taken, and a person only presses once more, when %s', async (_, more) => {
  const here = await scene()
  const outcome = await receiveForm(here.organization, filled(here, more(here)), script)
  expect(outcome).toMatchObject({ kind: 'mend', draft: { code: 'requests.again', typed: { name: 'Jan Peeters' } } })
  expect((await here.kept()).requests).toEqual([])
})

test('the same form sent twice at once is one request with one mail', async () => {
  const here = await scene()
  const key = openedAgo(60)
  const sent = await Promise.all([1, 2].map(() => receiveForm(here.organization, filled(here, { key }), browser)))
  expect(sent.map((one) => one.kind)).toEqual(['sent', 'sent'])
  const kept = await here.kept()
  expect([kept.requests.length, kept.mails.length]).toEqual([1, 1])
})

test('asking only for the questions of a type keeps what was typed', async () => {
  const here = await scene()
  const outcome = await receiveForm(here.organization, filled(here, { step: 'type', name: '' }), browser)
  expect(outcome).toMatchObject({ kind: 'mend', draft: { code: '', problems: {}, typed: { type: here.typeId } } })
})

test('one address can not fill the list, one mailbox gets a few mails, and another address goes on', async () => {
  await inOneWindow(requestLimits.newPerAddress.seconds, async () => {
    const here = await scene()
    const outcomes: string[] = []
    for (let index = 0; index < requestLimits.newPerAddress.count + 2; index++) {
      const outcome = await receiveForm(here.organization, filled(here), { address: '192.0.2.66', keepsForm: true })
      outcomes.push(outcome.kind === 'mend' ? outcome.draft.code : outcome.kind)
    }
    expect(outcomes.filter((outcome) => outcome === 'sent')).toHaveLength(requestLimits.newPerAddress.count)
    expect(outcomes.slice(-2)).toEqual(['requests.busy', 'requests.busy'])
    const { mails: made, requests: taken } = await here.kept()
    expect(made).toHaveLength(requestLimits.mailsPerRecipient.count)
    // The page after sending promises a mail only where one was made.
    const { admin } = here.actors
    const told = await reading(admin, (read) => Promise.all(taken.map(({ id }) => sentRequest(read, id))))
    const mailed = new Set(made.map(({ subjectId }) => subjectId))
    expect(told.map((sent) => sent?.isMailed)).toEqual(taken.map(({ id }) => mailed.has(id)))
    expect(await receiveForm(here.organization, filled(here), browser)).toMatchObject({ kind: 'sent' })
  })
})
