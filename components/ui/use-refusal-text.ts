'use client'
import { useTranslations } from 'next-intl'
import { useCallback } from 'react'
import type { RefusedReply } from '@/lib/reply'

type Values = Record<string, string | number>

/** `orders.not_planned`, `common.refused.required` or plain `required` → the key of its words. */
function keyOf(code: string): string {
  const [module, ...reason] = code.includes('.') ? code.split('.') : ['common', code]
  if (reason[0] === 'refused') reason.shift()
  return `${module}.refused.${reason.join('.')}`
}

/** Turns a refusal, or a single code, into words in the reader's language. An unknown code never shows itself raw. */
export function useRefusalText(): (refusal: RefusedReply | string, params?: Values) => string {
  const translate = useTranslations() as unknown as {
    (key: string, values?: Values): string
    has: (key: string) => boolean
  }
  return useCallback(
    (refusal, params) => {
      const code = typeof refusal === 'string' ? refusal : refusal.code
      const values = typeof refusal === 'string' ? params : { ...refusal.params, ...params }
      const key = keyOf(code)
      const generic = `common.refused.${code.split('.').at(-1)}`
      const known = translate.has(key) ? key : translate.has(generic) ? generic : 'common.refused.unexpected'
      const words = translate(known, values)
      const id = typeof refusal === 'string' ? undefined : refusal.errorId
      return id ? `${words} (${id})` : words
    },
    [translate],
  )
}
