'use server'

import { action } from '@/lib/auth/action'
import { acceptInput, declineInput } from './input'
import { acceptRequest, declineRequest } from './mutations/decide'

export const accept = action('requests.accept', acceptInput, (write, input) => acceptRequest(write, input))
export const decline = action('requests.decline', declineInput, (write, input) => declineRequest(write, input))
