'use server'
import { action } from '@/lib/auth/action'
import { paymentInput, reverseInput } from './input'
import { registerPayment, reversePayment } from './mutations'

export const register = action('payments.register', paymentInput, (write, input) => registerPayment(write, input))
export const reverse = action('payments.reverse', reverseInput, (write, input) => reversePayment(write, input))
