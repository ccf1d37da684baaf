'use server'

import { action } from '@/lib/auth/action'
import { archiveOrderTypeInput, editOrderTypeInput, formInput, orderTypeInput, sortOrderTypesInput } from './input'
import { archiveOrderType, createOrderType, editOrderType, sortOrderTypes } from './mutations/order-types'
import { saveForm } from './mutations/templates'

export const create = action('forms.create', orderTypeInput, (write, input) => createOrderType(write, input))
export const edit = action('forms.edit', editOrderTypeInput, (write, input) => editOrderType(write, input))
export const archive = action('forms.archive', archiveOrderTypeInput, (write, input) => archiveOrderType(write, input))
export const sort = action('forms.sort', sortOrderTypesInput, (write, { ids }) => sortOrderTypes(write, ids))
export const save = action('forms.save', formInput, (write, input) => saveForm(write, input))
