'use server'

import { action } from '@/lib/auth/action'
import * as inputs from './input'
import * as days from './mutations/tell-day'
import * as late from './mutations/tell-late'

export const tellDay = action('appointments.tellDay', inputs.tellDayInput, days.tellDay)
export const tellLate = action('appointments.tellLate', inputs.tellLateInput, late.tellLate)
export const seeAnswers = action('appointments.seeAnswers', inputs.seenInput, days.seeAnswers)
