'use client'
import { CircleAlert, CircleCheck, Info } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useEffect, useMemo, useState } from 'react'
import type { RefusedReply } from '@/lib/reply'
import { useDensity } from './density'
import { useRefusalText } from './use-refusal-text'

const rowStyle =
  'pointer-events-auto flex w-full items-center gap-2.5 rounded-md bg-raised px-3 py-2.5 font-sans text-base text-ink shadow-overlay sm:w-96'
const buttonStyle =
  '-my-1 ml-auto shrink-0 rounded-sm px-2 py-1 font-medium text-accent-ink hover:bg-hover focus-visible:outline-2'

const Later = dynamic(() => import('./toaster').then(({ Toaster }) => Toaster), { ssr: false })

/** Where toasts appear; stands once in the provider, and is loaded when the page has nothing better to do. */
export function Toaster() {
  const [isIdle, setIdle] = useState(false)
  useEffect(() => {
    // Safari knows no idle moments.
    const later = globalThis.requestIdleCallback ?? ((then: () => void) => setTimeout(then, 1000))
    later(() => setIdle(true), { timeout: 2000 })
  }, [])
  return isIdle && <Later />
}

const isCode = /^[a-z_]+(\.[a-z_]+)+$/

export type Toasts = {
  /** It is done; with `undo` for some seconds a way back. */
  done: (text: string, options?: { undo?: () => void }) => void
  /** It was refused: a Reply, a code, or your own words. */
  refused: (refusal: RefusedReply | string) => void
  /** Something to know, with at most one deed. */
  tell: (text: string, options?: { action?: { label: string; onPress: () => void } }) => void
}

/** `const toast = useToast()` … `toast.done('Bezoek verplaatst', { undo })`, `toast.refused(reply)`. */
export function useToast(): Toasts {
  const t = useTranslations('common.actions')
  const refusalText = useRefusalText()
  const density = useDensity()
  return useMemo(() => {
    function show(icon: 'done' | 'alert' | 'info', text: string, action?: { label: string; onPress: () => void }) {
      const row = (close: () => void) => (
        <div data-density={density} className={rowStyle} role={icon === 'alert' ? 'alert' : 'status'}>
          {icon === 'done' && <CircleCheck aria-hidden className="size-4 shrink-0 text-done" />}
          {icon === 'alert' && <CircleAlert aria-hidden className="size-4 shrink-0 text-alert" />}
          {icon === 'info' && <Info aria-hidden className="size-4 shrink-0 text-planned" />}
          <span className="min-w-0">{text}</span>
          {action && (
            <button
              type="button"
              className={buttonStyle}
              onClick={() => {
                close()
                action.onPress()
              }}
            >
              {action.label}
            </button>
          )}
        </div>
      )
      const duration = icon === 'alert' ? 9000 : action ? 8000 : 4000
      // Without its script, as after a newer build, what it would say stands on the screen itself.
      import('./toaster').then(({ showToast }) => showToast(row, duration)).catch(() => undefined)
    }
    return {
      done: (text, options) =>
        show('done', text, options?.undo ? { label: t('undo'), onPress: options.undo } : undefined),
      refused: (refusal) =>
        show('alert', typeof refusal === 'string' && !isCode.test(refusal) ? refusal : refusalText(refusal)),
      tell: (text, options) => show('info', text, options?.action),
    }
  }, [t, refusalText, density])
}
