'use server'
import { action } from '@/lib/auth/action'
import { remindInput, weeklyMailInput } from './input'
import { remindMembers } from './mutations/remind'
import { saveWeeklyMail as saveWeekly } from './mutations/weekly'

export const remind = action('reports.remind', remindInput, remindMembers)
export const saveWeeklyMail = action('reports.saveWeeklyMail', weeklyMailInput, saveWeekly)
