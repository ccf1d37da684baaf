'use server'
import { action } from '@/lib/auth/action'
import {
  archiveInput,
  createCustomerInput,
  customerIdInput,
  editCustomerInput,
  findSiteInput,
  placeSiteInput,
  saveContactInput,
  saveSiteInput,
} from './input'
import { archiveContact as archiveOneContact, saveContact as saveOneContact } from './mutations/contacts'
import { archiveCustomer, createCustomer, editCustomer, restoreCustomer } from './mutations/customers'
import { findSite as findOneSite, placeSite as placeOneSite } from './mutations/places'
import { archiveSite as archiveOneSite, saveSite as saveOneSite } from './mutations/sites'

export const create = action('customers.create', createCustomerInput, createCustomer)
export const edit = action('customers.edit', editCustomerInput, editCustomer)
export const archive = action('customers.archive', customerIdInput, (write, { id }) => archiveCustomer(write, id))
export const restore = action('customers.restore', customerIdInput, (write, { id }) => restoreCustomer(write, id))
export const saveContact = action('customers.saveContact', saveContactInput, saveOneContact)
export const archiveContact = action('customers.archiveContact', archiveInput, archiveOneContact)
export const saveSite = action('customers.saveSite', saveSiteInput, saveOneSite)
export const placeSite = action('customers.placeSite', placeSiteInput, placeOneSite)
export const findSite = action('customers.findSite', findSiteInput, findOneSite)
export const archiveSite = action('customers.archiveSite', archiveInput, archiveOneSite)
