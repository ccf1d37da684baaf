'use server'
import { action } from '@/lib/auth/action'
import {
  approveLinesInput,
  clockSettingsInput,
  copyWeekInput,
  editEntryInput,
  rateDefaultsInput,
  removeBookingInput,
  removeEntryInput,
  removeExpenseInput,
  removeRateInput,
  returnLinesInput,
  saveBookingInput,
  saveDayExpenseInput,
  saveExpenseInput,
  saveRateInput,
  startTimerInput,
  stopTimerInput,
  submitPeriodInput,
  takeBackInput,
  undoCopyInput,
} from './input'
import * as bookings from './mutations/bookings'
import { saveClockSettings as saveClock } from './mutations/clock-settings'
import * as copies from './mutations/copy'
import * as dayExpenses from './mutations/day-expenses'
import { approveLines, returnLines } from './mutations/decide'
import { editEntry, removeEntry } from './mutations/entries'
import * as expenses from './mutations/expenses'
import * as rates from './mutations/rates'
import * as sheets from './mutations/sheets'
import * as timers from './mutations/timers'

export const edit = action('hours.edit', editEntryInput, editEntry)
export const remove = action('hours.remove', removeEntryInput, removeEntry)
export const saveExpense = action('hours.saveExpense', saveExpenseInput, expenses.saveExpense)
export const submitPeriod = action('hours.submitPeriod', submitPeriodInput, sheets.submitPeriod)
export const takeBack = action('hours.takeBack', takeBackInput, sheets.takeBack)
export const approve = action('hours.approve', approveLinesInput, approveLines)
export const returnToMember = action('hours.returnToMember', returnLinesInput, returnLines)
export const saveRate = action('hours.saveRate', saveRateInput, rates.saveRate)
export const removeRate = action('hours.removeRate', removeRateInput, rates.removeRate)
export const saveRateDefaults = action('hours.saveRateDefaults', rateDefaultsInput, rates.saveRateDefaults)
export const saveClockSettings = action('hours.saveClockSettings', clockSettingsInput, saveClock)
export const saveBooking = action('hours.saveBooking', saveBookingInput, bookings.saveBooking)
export const removeBooking = action('hours.removeBooking', removeBookingInput, bookings.removeBooking)
export const copyWeek = action('hours.copyWeek', copyWeekInput, copies.copyWeek)
export const undoCopy = action('hours.undoCopy', undoCopyInput, copies.undoCopy)
export const saveDayExpense = action('hours.saveDayExpense', saveDayExpenseInput, dayExpenses.saveDayExpense)
export const removeDayExpense = action('hours.removeDayExpense', removeExpenseInput, dayExpenses.removeDayExpense)
export const startTimer = action('hours.startTimer', startTimerInput, timers.startTimer)
export const stopTimer = action('hours.stopTimer', stopTimerInput, timers.stopTimer)
