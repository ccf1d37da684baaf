'use client'
import { CircleAlert, CircleCheck, Info } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useMemo } from 'react'
import { Toaster as Sonner, toast as sonner } from 'sonner'
import type { RefusedReply } from '@/lib/reply'
import { useDensity } from './density'
import { phoneQuery, useMedia } from './use-media'
import { useRefusalText } from './use-refusal-text'

const rowStyle =
  'pointer-events-auto flex w-full items-center gap-2.5 rounded-md bg-raised px-3 py-2.5 font-sans text-base text-ink shadow-overlay sm:w-96'
const buttonStyle =
  '-my-1 ml-auto shrink-0 rounded-sm px-2 py-1 font-medium text-accent-ink hover:bg-hover focus-visible:outline-2'

/** Where toasts appear; stands once in the provider. On a phone the bottom is the next step's button. */
export function Toaster() {
  const isPhone = useMedia(phoneQuery)
  return (
    <Sonner
      position={isPhone ? 'top-center' : 'bottom-right'}
      visibleToasts={3}
      gap={8}
      offset={20}
      mobileOffset={12}
    />
  )
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
      sonner.custom(
        (id) => (
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
                  sonner.dismiss(id)
                  action.onPress()
                }}
              >
                {action.label}
              </button>
            )}
          </div>
        ),
        { duration: icon === 'alert' ? 9000 : action ? 8000 : 4000 },
      )
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
