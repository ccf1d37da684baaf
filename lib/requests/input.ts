import { z } from 'zod'
import { locales } from '@/lib/locale'
import { priorities, type RequestStatus, requestStatuses } from '@/lib/orders/rules'
import { vatNumberOf } from '@/lib/vat'

const words = (longest: number) => z.string().trim().max(longest)
const told = (longest: number) => words(longest).min(1)

/** What a person types on the public form of a company in this country, besides the company's own questions. */
export const askedInput = (country: string) =>
  z.object({
    orderTypeId: z.uuid('requests.choose_type'),
    description: told(4000),
    name: told(120),
    company: words(120),
    vatNumber: words(30).transform((typed, context) => {
      const number = typed && vatNumberOf(typed, country)
      if (number === null) context.addIssue({ code: 'custom', message: 'requests.vat_number' })
      return number ?? ''
    }),
    email: told(200).pipe(z.email()),
    phone: told(40).regex(/^\+?[\d\s()./-]{6,}$/, 'requests.phone'),
    street: told(120),
    houseNumber: told(20),
    postalCode: told(12),
    city: told(80),
    country: z.string().regex(/^[A-Z]{2}$/),
    locale: z.enum(locales),
  })
export type Asked = z.output<ReturnType<typeof askedInput>>

const newCustomer = z.object({
  kind: z.enum(['company', 'person']),
  name: told(200),
})

export const acceptInput = z.object({
  id: z.uuid(),
  /** Made by who presses the button, so that pressing twice makes one order. */
  orderId: z.uuid(),
  orderTypeId: z.uuid(),
  title: told(200),
  priority: z.enum(priorities),
  dueOn: z.iso.date().nullable(),
  /** The customer it is, or the new one it becomes. */
  customerId: z.uuid().nullable(),
  newCustomer: newCustomer.nullable(),
  /** The work address it is; null makes the address of the request one. */
  siteId: z.uuid().nullable(),
})
export type Accept = z.output<typeof acceptInput>

export const declineInput = z.object({ id: z.uuid(), reason: told(1000) })

/** What a list is asked for by its address: new requests unless another status is named. */
export function requestFiltersFrom(params: URLSearchParams): {
  statuses: RequestStatus[]
  typeIds: string[]
  search: string
  before?: string
} {
  const list = (name: string) => (params.get(name) ?? '').split(',').filter(Boolean)
  const isId = (text: string) => z.uuid().safeParse(text).success
  const statuses = requestStatuses.filter((status) => list('status').includes(status))
  const before = params.get('before') ?? ''
  return {
    statuses: statuses.length > 0 ? statuses : ['open'],
    typeIds: list('type').filter(isId).slice(0, 50),
    search: (params.get('q') ?? '').trim().slice(0, 200),
    ...(isId(before) ? { before } : {}),
  }
}
