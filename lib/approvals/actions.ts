'use server'
import { action } from '@/lib/auth/action'
import { offerInput, remindInput, resendInput, withdrawInput } from './input'
import { remind as remindMany, resend as resendOne, withdraw as withdrawOne } from './mutations/decide'
import { offer as offerPeriod } from './mutations/offer'

export const offer = action('approvals.offer', offerInput, offerPeriod)
export const withdraw = action('approvals.withdraw', withdrawInput, withdrawOne)
export const resend = action('approvals.resend', resendInput, resendOne)
export const remind = action('approvals.remind', remindInput, remindMany)
