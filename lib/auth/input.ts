import { z } from 'zod'
import { pinFields } from '@/lib/geo/input'
import { bicOf, ibanOf } from '@/lib/iban'
import { locales } from '@/lib/locale'
import { enterpriseNumberOf, vatNumberOf } from '@/lib/vat'
import { appointmentDeeds, basePlaces, countries, extraHolidays, memberRoles, slugPattern, timeZones } from './rules'

const emailInput = z.string().trim().toLowerCase().max(254).pipe(z.email())
const line = (longest: number) => z.string().trim().max(longest)
const name = line(120).min(1)
const phone = line(40)
const locale = z.enum(locales)
const colour = z.string().regex(/^#[0-9a-f]{6}$/i, 'auth.colour')
const roles = z
  .array(z.enum(memberRoles))
  .min(1, 'auth.no_role')
  .transform((given) => memberRoles.filter((role) => given.includes(role)))
/** As it is typed to sign in: any length that ever was allowed, but no megabytes for argon2 to chew on. */
const typedPassword = z.string().min(1).max(256)
/** Its strength is checked by the mutation, which knows the person. */
const newPassword = z.string().min(1).max(256)
const version = z.int().positive()

/** Typed text → its one writing, or the code of what is wrong; empty stays empty. */
function checked(read: (typed: string) => string | null, code: string) {
  return line(60).transform((typed, context) => {
    if (typed === '') return ''
    const found = read(typed)
    if (found === null) context.addIssue({ code: 'custom', message: code })
    return found ?? ''
  })
}

const iban = checked(ibanOf, 'auth.iban')
const timeZone = z.enum(timeZones)
const slug = line(60).toLowerCase().regex(slugPattern, 'auth.slug')

/** Both numbers of a company, checked for its country; a Belgian VAT number is the enterprise number with BE before it. */
const legal = {
  country: z.enum(countries),
  enterpriseNumber: line(60),
  vatNumber: line(60),
}
type Legal = { country: string; enterpriseNumber: string; vatNumber: string }

function enterpriseProblem({ country, enterpriseNumber }: Legal): string | null {
  if (enterpriseNumber === '') return 'common.required'
  if (enterpriseNumberOf(country, enterpriseNumber)) return null
  return country === 'BE' ? 'auth.enterprise_number_be' : 'auth.enterprise_number_nl'
}

function vatProblem({ country, enterpriseNumber, vatNumber }: Legal): string | null {
  if (vatNumber === '') return null
  const found = vatNumberOf(vatNumber, country)
  if (found?.slice(0, 2) !== country) return country === 'BE' ? 'auth.vat_number_be' : 'auth.vat_number_nl'
  const digits = enterpriseNumberOf(country, enterpriseNumber)
  return country === 'BE' && digits && found !== `BE${digits}` ? 'auth.vat_number_differs' : null
}

/** What is wrong with the numbers, told together with what is wrong in other fields. */
function legalProblems(input: unknown, context: z.RefinementCtx): void {
  const seen = z.object(legal).safeParse(input)
  if (!seen.success) return
  for (const [path, message] of [
    ['enterpriseNumber', enterpriseProblem(seen.data)],
    ['vatNumber', vatProblem(seen.data)],
  ] as const)
    if (message) context.addIssue({ code: 'custom', message, path: [path] })
}
/** Also when another field is wrong; zod would stop there. */
const always = { when: () => true }

function asWritten<T extends Legal>(input: T): T {
  const { country } = input
  const enterpriseNumber = enterpriseNumberOf(country, input.enterpriseNumber) ?? ''
  return { ...input, enterpriseNumber, vatNumber: vatNumberOf(input.vatNumber, country) ?? '' }
}

export const signInInput = z.object({
  email: z.string().max(320),
  password: typedPassword,
  organizationId: z.uuid().optional().catch(undefined),
})

export const switchInput = z.object({ organizationId: z.uuid() })

export const signUpInput = z
  .object({
    /** Made by the browser: the same form sent twice makes one company. */
    id: z.uuidv7(),
    name: line(120).min(2),
    ...legal,
    iban,
    timeZone,
    /** Empty: made from the name. */
    slug: z.union([z.literal(''), slug]),
    personName: name,
    email: emailInput,
    password: newPassword,
    locale,
  })
  .superRefine(legalProblems, always)
  .transform(asWritten)
export type SignUpInput = z.output<typeof signUpInput>

export const resetRequestInput = z.object({ email: emailInput })
export const resetInput = z.object({ password: newPassword })
export const acceptInput = z.object({ name, password: newPassword, locale })
export const changePasswordInput = z.object({ current: typedPassword, password: newPassword })

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'common.not_a_time')
/** A time that may be left empty. */
const clockOrNone = z
  .union([z.literal(''), z.null(), clock])
  .transform((typed) => typed ?? '')
  .optional()

/** Both ends of a stretch of the day or neither, and the end after the start. */
function stretchProblems<Name extends string>(names: readonly (readonly [start: Name, end: Name])[]) {
  return (input: Partial<Record<Name, string>>, context: z.RefinementCtx): void => {
    for (const [startName, endName] of names) {
      const [start, end] = [input[startName] ?? '', input[endName] ?? '']
      if (start === '' && end === '') continue
      const isHalf = start === '' || end === ''
      const path = [start === '' ? startName : endName]
      if (isHalf) context.addIssue({ code: 'custom', message: 'common.required', path })
      else if (start >= end) context.addIssue({ code: 'custom', message: 'auth.day_end', path })
    }
  }
}

export const inviteInput = z.object({ id: z.uuidv7(), name, email: emailInput, phone, roles, locale })
export type InviteInput = z.output<typeof inviteInput>
export const memberInput = z.object({ memberId: z.uuid() })
const address = {
  street: line(120),
  houseNumber: line(20),
  postalCode: line(12),
  city: line(80),
  country: z.string().regex(/^[A-Z]{2}$/),
}

export const saveDepotInput = z.object({
  /** 0: there is none yet. */
  version: z.int().min(0),
  address: z.object({ ...address, city: line(80).min(1) }),
})
export type SaveDepotInput = z.output<typeof saveDepotInput>

/** The home of a member, or with null the depot; the version is the one of that place. */
const baseVersion = { memberId: z.uuid().nullable(), version }
export const pinBaseInput = z.object({ ...baseVersion, ...pinFields })
export type PinBaseInput = z.output<typeof pinBaseInput>
export const findBaseInput = z.object(baseVersion)
export type FindBaseInput = z.output<typeof findBaseInput>

const memberFields = z.object({
  memberId: z.uuid(),
  version,
  name,
  phone,
  roles,
  colour,
  skills: z
    .array(line(40).min(1))
    .max(30)
    .transform((given) => [...new Set(given.map((skill) => skill.toLowerCase()))]),
  /** Hours a week, with quarters. Absent: as it was, or what the days of the schedule make. */
  weekHours: z.number().min(0).max(80).optional(),
  /** Hours of Monday … Sunday; none at all: the week spread over Monday to Friday. Absent: as it was. */
  schedule: z
    .array(z.number().min(0).max(24).nullable())
    .length(7)
    .transform((hours) => (hours.some((one) => one !== null) ? hours.map((one) => Math.round((one ?? 0) * 60)) : []))
    .optional(),
  /** Where their day begins and ends, and where home is. Absent: as it was. */
  dayStartsAt: z.enum(basePlaces).optional(),
  dayEndsAt: z.enum(basePlaces).optional(),
  home: z.object(address).optional(),
  /** Absent: as they were, like the times; an empty time is the company's. */
  team: line(40).optional(),
  region: line(40).optional(),
  dayStart: clockOrNone,
  dayEnd: clockOrNone,
  breakStart: clockOrNone,
  breakEnd: clockOrNone,
})
export const saveMemberInput = memberFields.superRefine(
  stretchProblems([
    ['dayStart', 'dayEnd'],
    ['breakStart', 'breakEnd'],
  ]),
)
export type SaveMemberInput = z.output<typeof saveMemberInput>

export const languageInput = z.object({ locale })
export const saveMeInput = z.object({ version, name, phone })
export const sessionInput = z.object({ sessionId: z.uuid() })
/** The session that stays. */
export const keepSessionInput = z.object({ keepId: z.uuid() })

const texts = (longest: number) => z.partialRecord(z.enum(['nl', 'fr', 'en', 'de']), line(longest))

/** One section of the company's settings at a time; what is absent stays. */
export const saveCompanyInput = z.object({
  version,
  identity: z
    .object({ name: line(120).min(2), ...legal, slug, locale })
    .superRefine(legalProblems, always)
    .transform(asWritten)
    .optional(),
  contact: z
    .object({
      street: line(120),
      houseNumber: line(20),
      postalCode: line(12),
      city: line(80),
      email: z.union([z.literal(''), emailInput]),
      phone,
      website: z.union([
        z.literal(''),
        line(200)
          .transform((typed) => (/^https?:\/\//i.test(typed) ? typed : `https://${typed}`))
          .pipe(z.url({ protocol: /^https?$/, error: 'auth.website' })),
      ]),
    })
    .optional(),
  bank: z
    .object({
      iban,
      bic: checked(bicOf, 'auth.bic'),
      paymentTermDays: z.int().min(0).max(120),
      invoiceFooter: texts(600),
    })
    .optional(),
  look: z.object({ colour }).optional(),
  planning: z
    .object({
      timeZone,
      dayStart: clock,
      dayEnd: clock,
      breakStart: clockOrNone,
      breakEnd: clockOrNone,
      extraHolidays: z
        .array(z.enum(Object.values(extraHolidays).flat()))
        .max(10)
        .optional(),
      arrivalWindowMinutes: z.int().min(0).max(480),
    })
    .refine(({ dayStart, dayEnd }) => dayStart < dayEnd, { message: 'auth.day_end', path: ['dayEnd'] })
    .superRefine(stretchProblems([['breakStart', 'breakEnd']]))
    .optional(),
  appointments: z
    .object({
      appointmentDeeds: z
        .array(z.enum(appointmentDeeds))
        .transform((given) => appointmentDeeds.filter((deed) => given.includes(deed))),
      appointmentNoticeHours: z.int().min(0).max(336),
      arrivalByPart: z.boolean(),
    })
    .optional(),
  maintenance: z
    .object({ maintenanceReminderDays: z.int().min(1).max(365), maintenanceReminderText: texts(2000) })
    .optional(),
})
export type SaveCompanyInput = z.output<typeof saveCompanyInput>
