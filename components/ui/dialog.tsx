'use client'
import { X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Dialog as AriaDialog } from 'react-aria-components/Dialog'
import { Heading } from 'react-aria-components/Heading'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { cx } from './cx'
import { useDensity } from './density'
import { IconButton } from './icon-button'

const widths = { sm: 'sm:max-w-sm', md: 'sm:max-w-lg', lg: 'sm:max-w-2xl', xl: 'sm:max-w-4xl' }

export type DialogProps = {
  title: ReactNode
  /** One line under the title. */
  description?: ReactNode
  /** Controlled; or put `<DialogTrigger><Button/><Dialog …/></DialogTrigger>`. */
  isOpen?: boolean
  onOpenChange?: (isOpen: boolean) => void
  /** Contents, or a function that gets `close`. */
  children: ReactNode | ((close: () => void) => ReactNode)
  size?: keyof typeof widths
  /** Whether a click beside it closes it; off where typing could be lost. */
  isDismissable?: boolean
  role?: 'dialog' | 'alertdialog'
}

/** A question or short form over the screen; a sheet from below on a phone. Buttons: FormActions at the end. */
export function Dialog({
  title,
  description,
  isOpen,
  onOpenChange,
  children,
  size = 'md',
  isDismissable = false,
  role,
}: DialogProps) {
  const density = useDensity()
  const t = useTranslations('common.actions')
  return (
    <ModalOverlay
      data-density={density}
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      isDismissable={isDismissable}
      className="scrim-motion fixed inset-0 z-50 flex h-(--visual-viewport-height) items-end justify-center bg-scrim sm:items-center sm:p-6"
    >
      <Modal
        className={cx(
          'overlay-motion max-sm:sheet-motion flex max-h-[92%] w-full flex-col overflow-hidden rounded-t-xl bg-raised shadow-overlay sm:max-h-full sm:rounded-xl',
          widths[size],
        )}
      >
        <AriaDialog role={role} className="flex min-h-0 flex-col outline-none">
          {({ close }) => (
            <>
              <header className="flex items-start gap-2 px-5 pt-4 pb-3">
                <div className="min-w-0 flex-1">
                  <Heading
                    slot="title"
                    className="flex min-h-[calc(var(--control)-4px)] items-center text-lg font-medium"
                  >
                    {title}
                  </Heading>
                  {description && <p className="mt-0.5 text-sm text-ink-soft">{description}</p>}
                </div>
                <IconButton label={t('close')} onPress={close} className="-mt-0.5 -mr-2">
                  <X />
                </IconButton>
              </header>
              <div data-scroll="dialog" className="relative min-h-0 overflow-auto px-5 pt-1 pb-5">
                {typeof children === 'function' ? children(close) : children}
              </div>
            </>
          )}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
