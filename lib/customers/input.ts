import { z } from 'zod'
import { pinFields } from '@/lib/geo/input'
import { documentLocales } from '@/lib/locale'
import {
  approvalScopes,
  approvalTimings,
  approvalWishes,
  contactReceives,
  customerKinds,
  invoiceGroupings,
  workDetails,
  workGroupings,
} from './rules'

const id = z.uuid()
const words = (max: number) => z.string().trim().max(max)
const email = words(200).refine((text) => text === '' || z.email().safeParse(text).success, 'common.not_an_email')
const phone = words(40).refine((text) => text === '' || /^\+?[\d\s()./-]{6,}$/.test(text), 'customers.phone')
const country = z.string().regex(/^[A-Z]{2}$/)

const address = {
  street: words(120),
  houseNumber: words(20),
  postalCode: words(12),
  city: words(80),
  country,
}

const customer = z.object({
  kind: z.enum(customerKinds),
  name: words(200).min(1),
  /** Checked by their check digits in the mutation, which knows the country. */
  vatNumber: words(30),
  enterpriseNumber: words(30),
  ...address,
  email,
  invoiceEmail: email,
  phone,
  billToId: id.nullable(),
  poRequired: z.boolean(),
  paymentTermDays: z.number().int().min(0).max(365),
  locale: z.enum(documentLocales),
  invoiceGrouping: z.enum(invoiceGroupings),
  approval: z.enum(approvalWishes),
  approvalTiming: z.enum(approvalTimings),
  approvalScope: z.enum(approvalScopes),
  vatCode: words(40),
  workGrouping: z.enum(workGroupings),
  workDetail: z.enum(workDetails),
  withTimesheet: z.boolean(),
  invoiceIntro: words(2000),
  invoiceClosing: words(2000),
  notes: words(5000),
})

const siteFields = z.object({
  name: words(120),
  ...address,
  street: words(120).min(1),
  city: words(80).min(1),
  accessNotes: words(2000),
  contactId: id.nullable(),
})

export const contactFields = z.object({
  name: words(120).min(1),
  role: words(80),
  phone,
  email,
  locale: z.enum(documentLocales),
  receives: z.array(z.enum(contactReceives)),
})

/** Absent fields have the default of a new customer; `withSite` makes the address a work address too. */
export const createCustomerInput = customer
  .partial()
  .required({ name: true, kind: true })
  .extend({
    id: id.optional(),
    withSite: z.boolean().optional(),
    siteId: id.optional(),
    contact: contactFields.partial().required({ name: true }).nullish(),
  })
export type CreateCustomer = z.output<typeof createCustomerInput>

export const editCustomerInput = customer.partial().extend({ id, version: z.number().int() })
export type EditCustomer = z.output<typeof editCustomerInput>

export const customerIdInput = z.object({ id })

export const saveContactInput = contactFields
  .partial()
  .extend({ id, customerId: id, version: z.number().int().nullable() })
export type SaveContact = z.output<typeof saveContactInput>

export const saveSiteInput = siteFields.partial().extend({ id, customerId: id, version: z.number().int().nullable() })
export type SaveSite = z.output<typeof saveSiteInput>

const siteVersion = { siteId: id, version: z.number().int() }
export const placeSiteInput = z.object({ ...siteVersion, ...pinFields })
export type PlaceSite = z.output<typeof placeSiteInput>

export const findSiteInput = z.object(siteVersion)
export type FindSite = z.output<typeof findSiteInput>

export const archiveInput = z.object({ id, archived: z.boolean() })
