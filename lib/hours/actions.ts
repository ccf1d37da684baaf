'use server'
import { action } from '@/lib/auth/action'
import {
  addEntryInput,
  approveLinesInput,
  editEntryInput,
  expenseIdInput,
  rateDefaultsInput,
  removeEntryInput,
  removeRateInput,
  returnLinesInput,
  saveExpenseInput,
  saveRateInput,
  submitPeriodInput,
  takeBackInput,
} from './input'
import { approveLines, returnLines } from './mutations/decide'
import { addEntry, editEntry, removeEntry } from './mutations/entries'
import * as expenses from './mutations/expenses'
import * as rates from './mutations/rates'
import * as sheets from './mutations/sheets'

export const add = action('hours.add', addEntryInput, addEntry)
export const edit = action('hours.edit', editEntryInput, editEntry)
export const remove = action('hours.remove', removeEntryInput, removeEntry)
export const saveExpense = action('hours.saveExpense', saveExpenseInput, expenses.saveExpense)
export const removeExpense = action('hours.removeExpense', expenseIdInput, (write, { id }) =>
  expenses.removeExpense(write, id),
)
export const submitPeriod = action('hours.submitPeriod', submitPeriodInput, sheets.submitPeriod)
export const takeBack = action('hours.takeBack', takeBackInput, sheets.takeBack)
export const approve = action('hours.approve', approveLinesInput, approveLines)
export const returnToMember = action('hours.returnToMember', returnLinesInput, returnLines)
export const saveRate = action('hours.saveRate', saveRateInput, rates.saveRate)
export const removeRate = action('hours.removeRate', removeRateInput, rates.removeRate)
export const saveRateDefaults = action('hours.saveRateDefaults', rateDefaultsInput, rates.saveRateDefaults)
