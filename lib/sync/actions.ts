'use server'
import { action } from '@/lib/auth/action'
import { decideInput, deviceIdInput } from './input'
import { revokeDevice } from './mutations/devices'
import { decideKept } from './mutations/kept'

export const revoke = action('sync.revoke', deviceIdInput, revokeDevice)
export const decide = action('sync.decide', decideInput, decideKept)
