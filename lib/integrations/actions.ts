'use server'
import { action } from '@/lib/auth/action'
import { handoverIdInput, handoverSettingsInput } from './input'
import { offerAgain as offerHandoverAgain, retryHandover, saveHandover as saveHandoverSettings } from './mutations'

export const retry = action('integrations.retry', handoverIdInput, (write, input) => retryHandover(write, input))
export const offerAgain = action('integrations.offerAgain', handoverIdInput, (write, input) =>
  offerHandoverAgain(write, input),
)
export const saveHandover = action('integrations.saveHandover', handoverSettingsInput, (write, input) =>
  saveHandoverSettings(write, input),
)
