import 'server-only'
import { createHash } from 'node:crypto'
import { type Actor, reading, systemActor, writing } from '@/lib/auth/actor'
import type { FullOrganization } from '@/lib/auth/queries'
import { withinLimit } from '@/lib/auth/rate-limit'
import { type Prepared, takeUpload } from '@/lib/files/intake'
import { recordFile } from '@/lib/files/mutations'
import { filesByIds } from '@/lib/files/queries'
import { isImage } from '@/lib/files/rules'
import { type RequestableType, requestableTypes } from '@/lib/forms/queries'
import { type Answers, checkAnswers, keptAnswers, visibleFields } from '@/lib/forms/rules'
import { newId } from '@/lib/ids'
import { invalid } from '@/lib/invalid'
import { localeFrom } from '@/lib/locale'
import { Refused } from '@/lib/refused'
import { isStampOf } from '@/lib/stamp'
import { Temporal } from '@/lib/time'
import { askedInput } from '../input'
import { knownCustomer } from '../queries/known'
import { draftByToken } from '../queries/request'
import { isFilledInByHand, requestLimits } from '../rules'
import { type Draft, saveDraft } from './drafts'
import { submitRequest } from './submit'

/** Sent, or what to mend; `token` finds the kept form again for a browser without JavaScript. */
export type Outcome = { kind: 'sent'; id: string } | { kind: 'mend'; draft: Draft; token: string | null }

/** Where the form comes from. `keepsForm`: a script holds what was typed and chosen, so nothing needs to be kept here. */
export type Origin = { address: string; keepsForm: boolean }

const own = [
  'key',
  'seal',
  'type',
  'description',
  'name',
  'company',
  'vatNumber',
  'email',
  'phone',
  'street',
  'houseNumber',
  'postalCode',
  'city',
  'country',
  'lang',
] as const

/** The words of a form that are ours, as typed; nothing is longer than a person types. */
export function typedWords(form: FormData): Record<string, string> {
  const typed: Record<string, string> = {}
  for (const [name, value] of form) {
    const isOurs = (own as readonly string[]).includes(name) || /^f\.[A-Za-z0-9][\w-]{0,39}$/.test(name)
    if (typeof value === 'string' && isOurs && Object.keys(typed).length < 100)
      typed[name] = value.replaceAll('\r\n', '\n').slice(0, 5000)
  }
  return typed
}

/**
 * Takes what anybody posted to a company's form: checks words, files, hands and limits, then makes the request; or says
 * what to mend with nothing lost. Opens its own transactions, since files are decoded between them.
 */
export async function receiveForm(organization: FullOrganization, form: FormData, origin: Origin): Promise<Outcome> {
  const actor: Actor = { ...systemActor(organization.id, 'requests.form'), kind: 'customer' }
  const typed = typedWords(form)
  const [types, before] = await reading(actor, async (read) => [
    await requestableTypes(read),
    await draftByToken(read, textOf(form, 'draft')),
  ])
  const keep = new Set(form.getAll('keep'))
  const kept = (before?.files ?? []).filter((file) => keep.has(file.id))
  const mend = (code: string, problems: Draft['problems'] = {}, more: Partial<Draft> = {}) =>
    mending(actor, origin, { typed, problems, code, params: {}, files: kept, ...more })

  if (textOf(form, 'step') === 'type') return mend('')
  const doubt = doubtAbout(organization.id, form, typed)
  if (doubt) return mend(doubt)
  const type = types.find((one) => one.id === typed.type)
  const words = askedInput(organization.country).safeParse({
    ...typed,
    orderTypeId: typed.type ?? '',
    company: typed.company ?? '',
    vatNumber: typed.vatNumber ?? '',
    locale: localeFrom(typed.lang, null),
  })
  const uploads = uploadsOf(form, type)
  const answers = answersOf(type, typed, [
    ...kept,
    ...uploads.map((upload) => ({ id: upload.id, fieldId: upload.fieldId })),
  ])
  const problems = {
    ...(words.success ? {} : asNamed(invalid(words.error).fields ?? {})),
    ...Object.fromEntries(
      Object.entries(checkAnswers(type?.fields ?? [], answers)).map(([id, code]) => [`f.${id}`, code]),
    ),
  }
  if (typed.type && !type) problems.type = 'requests.choose_type'
  const isWrong = Object.keys(problems).length > 0 || !words.success || !type
  if (isWrong && origin.keepsForm) return mend('requests.mend', problems)
  if (kept.length + uploads.length > requestLimits.files)
    return mend('requests.mend', { ...problems, photos: 'files.too_many' }, { params: { count: requestLimits.files } })
  if (!(await mayPost(organization.id, origin.address, uploads.length > 0))) return mend('requests.busy')

  const { taken, refusals } = await take(organization.id, uploads)
  if (isWrong || refusals.length > 0) {
    const { code = 'requests.mend', ...params } = refusals[0] ?? {}
    for (const refusal of refusals) problems[refusal.field] ??= refusal.code
    const files = origin.keepsForm ? kept : [...kept, ...(await recorded(actor, taken))]
    return mend('requests.mend', problems, { files, params: code === 'requests.mend' ? {} : onlyWords(params) })
  }
  const known = await reading(actor, (read) => knownCustomer(read, words.data.email))
  if (!known && !(await within(organization.id, 'requests.strangers', requestLimits.strangersPerCompany)))
    return mend('requests.busy', {}, { files: [...kept, ...(await recorded(actor, taken))] })
  const mayMail = await within(
    `${organization.id}:${createHash('sha256').update(words.data.email.toLowerCase()).digest('hex')}`,
    'requests.mail',
    requestLimits.mailsPerRecipient,
  )
  const id = await writing(actor, async (write) => {
    for (const file of taken) await recordFile(write, file.prepared, { id: file.id, source: 'request' })
    const pictures = new Set(
      (
        await filesByIds(
          write,
          kept.map((file) => file.id),
        )
      )
        .filter((file) => isImage(file.type))
        .map((file) => file.id),
    )
    const files = [...kept.map((file) => ({ ...file, isImage: pictures.has(file.id) })), ...taken]
    const made = await submitRequest(write, {
      id: typed.key ?? newId(),
      asked: words.data,
      formTemplateId: type.templateId,
      answers: keptAnswers(type.fields, answers),
      files: files.map(({ id: fileId, fieldId, name, isImage: picture }) => ({
        id: fileId,
        fieldId,
        name,
        isImage: picture,
      })),
      mayMail,
    })
    return made.id
  })
  return { kind: 'sent', id }
}

/** Reasons to ask for one more press of the button: nothing is lost, a person notices little, a bot stops. */
function doubtAbout(organizationId: string, form: FormData, typed: Record<string, string>): string | null {
  const { key = '', seal = '' } = typed
  if (textOf(form, 'website') !== '') return 'requests.again'
  if (!isStampOf(seal, 'requests.form', organizationId, key)) return 'requests.again'
  return isFilledInByHand(key, Temporal.Now.instant().epochMilliseconds) ? null : 'requests.again'
}

async function mending(actor: Actor, origin: Origin, draft: Draft): Promise<Outcome> {
  if (origin.keepsForm) return { kind: 'mend', draft, token: null }
  const { count, seconds } = requestLimits.postsPerAddress
  const mayKeep = await withinLimit(`${actor.organizationId}:${origin.address}`, 'requests.draft', count, seconds)
  if (!mayKeep) throw new Refused('common.rate_limited')
  return { kind: 'mend', draft, token: await writing(actor, (write) => saveDraft(write, draft)) }
}

type Upload = { id: string; fieldId: string; file: File }
type Taken = { id: string; fieldId: string; name: string; isImage: boolean; prepared: Prepared }

/** The files of the general field and of the type's own photo questions. A file field that nobody used posts an empty one. */
function uploadsOf(form: FormData, type: RequestableType | undefined): Upload[] {
  const of = (name: string, fieldId: string) =>
    form
      .getAll(name)
      .filter((entry) => entry instanceof File && (entry.size > 0 || entry.name !== ''))
      .map((file) => ({ id: newId(), fieldId, file: file as File }))
  const photoFields = (type?.fields ?? []).filter((field) => field.type === 'photo')
  return [...of('photos', ''), ...photoFields.flatMap((field) => of(`f.${field.id}`, field.id))]
}

function answersOf(
  type: RequestableType | undefined,
  typed: Record<string, string>,
  files: { id: string; fieldId: string }[],
): Answers {
  const answers: Answers = {}
  for (const field of type?.fields ?? [])
    answers[field.id] =
      field.type === 'photo'
        ? files.filter((file) => file.fieldId === field.id).map((file) => file.id)
        : (typed[`f.${field.id}`] ?? null)
  const shown = new Set(visibleFields(type?.fields ?? [], answers).map((field) => field.id))
  return Object.fromEntries(Object.entries(answers).filter(([id]) => shown.has(id)))
}

async function take(organizationId: string, uploads: Upload[]) {
  const taken: Taken[] = []
  const refusals: { field: string; code: string; name: string; [param: string]: string | number }[] = []
  for (const { id, fieldId, file } of uploads) {
    try {
      const prepared = await takeUpload(organizationId, { bytes: await file.bytes(), name: file.name })
      if (fieldId && !isImage(prepared.type)) throw new Refused('forms.photo_type')
      taken.push({ id, fieldId, name: prepared.name, isImage: isImage(prepared.type), prepared })
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      refusals.push({
        ...error.params,
        field: fieldId ? `f.${fieldId}` : 'photos',
        code: error.code,
        name: file.name.slice(0, 80),
      })
    }
  }
  return { taken, refusals }
}

async function recorded(actor: Actor, taken: Taken[]): Promise<Draft['files']> {
  if (taken.length === 0) return []
  await writing(actor, async (write) => {
    for (const file of taken) await recordFile(write, file.prepared, { id: file.id, source: 'request' })
  })
  return taken.map(({ id, fieldId, name }) => ({ id, fieldId, name }))
}

async function mayPost(organizationId: string, address: string, hasFiles: boolean): Promise<boolean> {
  if (!(await within(`${organizationId}:${address}`, 'requests.new', requestLimits.newPerAddress))) return false
  return !hasFiles || within(organizationId, 'requests.files', requestLimits.postsWithFilesPerCompany)
}

function within(key: string, action: string, limit: { count: number; seconds: number }): Promise<boolean> {
  return withinLimit(key, action, limit.count, limit.seconds)
}

function textOf(form: FormData, name: string): string {
  const value = form.get(name)
  return typeof value === 'string' ? value : ''
}

/** Our schema's names as the form's. */
function asNamed(fields: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, code]) => [name === 'orderTypeId' ? 'type' : name, code]),
  )
}

function onlyWords(params: Record<string, string | number>): Record<string, string | number> {
  const { field: _, ...rest } = params
  return rest
}
