'use server'

import { action } from '@/lib/auth/action'
import { releaseInput, sendBackInput, takeBackInput } from './input'
import { releaseForInvoice, sendBackToPlanning, takeBackRelease } from './mutations'

export const release = action('control.release', releaseInput, releaseForInvoice)
export const sendBack = action('control.sendBack', sendBackInput, sendBackToPlanning)
export const takeBack = action('control.takeBack', takeBackInput, takeBackRelease)
