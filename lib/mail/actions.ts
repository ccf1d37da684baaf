'use server'

import { action } from '@/lib/auth/action'
import { decideInput } from './input'
import { decideMail } from './mutations/decide'

export const decide = action('mail.decide', decideInput, decideMail)
