import 'server-only'
import type { Read } from '@/lib/auth/actor'
import { orderTypesOf } from '@/lib/forms/queries'
import { requestRefusal } from '../rules'
import { requestById, requestTimeline } from './request'
import { customerSuggestions } from './suggestions'

export type RequestRecord = NonNullable<Awaited<ReturnType<typeof requestRecord>>>

/** A request as the office works on it: with its history, and while it is open with who it may be and what it may become. */
export async function requestRecord(read: Read, id: string) {
  const request = await requestById(read, id)
  if (!request) return null
  const isOpen = requestRefusal(request.status, 'accept') === null
  return {
    request,
    isOpen,
    timeline: await requestTimeline(read, id),
    suggestions: isOpen ? await customerSuggestions(read, request, request.customerId) : [],
    types: isOpen ? (await orderTypesOf(read)).map(({ id: typeId, name }) => ({ id: typeId, name })) : [],
  }
}
