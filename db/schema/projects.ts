import { sql } from 'drizzle-orm'
import { date, index, integer, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import {
  approvalScopes,
  approvalTimings,
  approvalWishes,
  projectInvoicings,
  projectPricings,
} from '@/lib/projects/rules'
import { amount, belongsTo, instant, tenantTable, version } from '../columns'
import { members } from './auth'
import { contracts } from './contracts'
import { contacts, customers, sites } from './customers'

/** Groups hours and orders of a customer under one price, one budget and one way of billing. */
export const projects = tenantTable(
  'projects',
  {
    number: text().notNull(),
    name: text().notNull(),
    customerId: uuid().notNull(),
    siteId: uuid(),
    /** The agreement it is done under. */
    contractId: uuid(),
    /** Who at the customer approves the hours. */
    contactId: uuid(),
    /** Who approves the hours here. */
    leadId: uuid(),
    description: text().notNull().default(''),
    poNumber: text().notNull().default(''),
    pricing: text({ enum: projectPricings }).notNull(),
    /** Agreed price of the whole, without VAT; phases have their own. */
    fixedPrice: amount(),
    /** Of fixed prices, its phases' included: what stands on concepts and invoices or was written off (lib/invoices). */
    billedAmount: amount().notNull().default('0'),
    budgetMinutes: integer(),
    budgetAmount: amount(),
    invoicing: text({ enum: projectInvoicings }).notNull(),
    approval: text({ enum: approvalWishes }).notNull().default('default'),
    approvalTiming: text({ enum: approvalTimings }).notNull().default('default'),
    approvalScope: text({ enum: approvalScopes }).notNull().default('default'),
    /** Hours are billed up to a whole step of so many minutes. */
    roundingMinutes: integer().notNull().default(1),
    startsOn: date(),
    endsOn: date(),
    closedAt: instant(),
    version: version(),
    searchText: text().notNull().default(''),
  },
  (t) => [
    belongsTo(t, t.customerId, customers),
    belongsTo(t, t.siteId, sites),
    belongsTo(t, t.contractId, contracts),
    belongsTo(t, t.contactId, contacts),
    belongsTo(t, t.leadId, members),
    uniqueIndex().on(t.organizationId, t.number),
    index().on(t.organizationId, t.id),
    index().on(t.organizationId, t.customerId, t.id),
    index().on(t.organizationId, t.leadId, t.id).where(sql`${t.leadId} is not null`),
    index().on(t.organizationId, t.contractId, t.id).where(sql`${t.contractId} is not null`),
    index('projects_open').on(t.organizationId, t.id).where(sql`${t.closedAt} is null`),
    index('projects_to_bill').on(t.organizationId, t.id).where(sql`${t.billedAmount} < ${t.fixedPrice}`),
    index('projects_search').using('gin', sql`${t.searchText} gin_trgm_ops`),
  ],
)

/** A part of a project with its own budget, and its own price when the project has fixed ones. */
export const projectPhases = tenantTable(
  'project_phases',
  {
    projectId: uuid().notNull(),
    position: integer().notNull(),
    name: text().notNull(),
    budgetMinutes: integer(),
    fixedPrice: amount(),
    billedAmount: amount().notNull().default('0'),
    doneAt: instant(),
    doneById: uuid(),
    /** Hours that were taken back still name it. */
    removedAt: instant(),
    version: version(),
  },
  (t) => [
    belongsTo(t, t.projectId, projects),
    belongsTo(t, t.doneById, members),
    index().on(t.organizationId, t.projectId, t.position),
    index('project_phases_to_bill')
      .on(t.organizationId, t.projectId)
      .where(sql`${t.billedAmount} < ${t.fixedPrice} and ${t.removedAt} is null`),
  ],
)
