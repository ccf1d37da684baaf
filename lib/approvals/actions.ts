'use server'
import { action } from '@/lib/auth/action'
import {
  approvalSettingsInput,
  archiveTemplateInput,
  offerInput,
  offerOrderInput,
  remindInput,
  resendInput,
  saveTemplateInput,
  withdrawInput,
} from './input'
import { remind as remindMany, resend as resendOne, withdraw as withdrawOne } from './mutations/decide'
import { offer as offerPeriod } from './mutations/offer'
import { offerOrder as offerFinished } from './mutations/offer-order'
import * as templates from './mutations/templates'

export const offer = action('approvals.offer', offerInput, offerPeriod)
export const withdraw = action('approvals.withdraw', withdrawInput, withdrawOne)
export const resend = action('approvals.resend', resendInput, resendOne)
export const remind = action('approvals.remind', remindInput, remindMany)
export const offerOrder = action('approvals.offerOrder', offerOrderInput, offerFinished)
export const saveTemplate = action('approvals.saveTemplate', saveTemplateInput, templates.saveTemplate)
export const archiveTemplate = action('approvals.archiveTemplate', archiveTemplateInput, templates.archiveTemplate)
export const saveSettings = action('approvals.saveSettings', approvalSettingsInput, templates.saveApprovalSettings)
