'use server'
import { action } from '@/lib/auth/action'
import { followUpInput, positionSettingsInput } from './input'
import { followUpFailed } from './mutations/follow-up'
import { savePositionSettings as savePositions } from './mutations/position'

export const followUp = action('execution.followUp', followUpInput, followUpFailed)
export const savePositionSettings = action('execution.savePositionSettings', positionSettingsInput, savePositions)
