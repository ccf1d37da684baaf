'use server'
import { action } from '@/lib/auth/action'
import { followUpInput } from './input'
import { followUpFailed } from './mutations/follow-up'

export const followUp = action('execution.followUp', followUpInput, followUpFailed)
