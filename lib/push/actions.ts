'use server'
import { action } from '@/lib/auth/action'
import { subscribeInput, unsubscribeInput } from './input'
import { subscribe as subscribeBrowser, unsubscribe as unsubscribeBrowser } from './mutations/subscriptions'

export const subscribe = action('push.subscribe', subscribeInput, subscribeBrowser)
export const unsubscribe = action('push.unsubscribe', unsubscribeInput, unsubscribeBrowser)
