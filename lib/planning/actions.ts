'use server'

import { action } from '@/lib/auth/action'
import { acceptInput, takeBackInput } from './input'
import { acceptProposal, takeBackProposal } from './mutations/accept'

export const accept = action('planning.accept', acceptInput, acceptProposal)
export const takeBack = action('planning.takeBack', takeBackInput, takeBackProposal)
