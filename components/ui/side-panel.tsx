'use client'
import { ExternalLink, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { Dialog } from 'react-aria-components/Dialog'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { cx } from './cx'
import { useDensity } from './density'
import { IconButton } from './icon-button'
import { ButtonLink } from './link'
import { isOverlayOpen, isTyping } from './shortcuts'
import { phoneQuery, useMedia } from './use-media'

export type SidePanelProps = {
  isOpen: boolean
  /** Called on Esc, the cross and the phone's back sweep; the parent takes the record out of the address. */
  onClose: () => void
  title: ReactNode
  /** Number, status and so on above the title. */
  eyebrow?: ReactNode
  /** The address of the record as a page. */
  href?: string
  /** Buttons that stay in sight at the bottom. */
  actions?: ReactNode
  children: ReactNode
  size?: 'md' | 'lg'
}

/**
 * A record beside its list. On a desk the list stays usable, on a phone it fills the screen.
 * Keep what is open in the address: `const [open, setOpen] = useQueryState('order')`.
 */
export function SidePanel(props: SidePanelProps) {
  const density = useDensity()
  const isPhone = useMedia(phoneQuery)
  if (isPhone) {
    return (
      <ModalOverlay
        data-density={density}
        isOpen={props.isOpen}
        onOpenChange={(open) => !open && props.onClose()}
        className="fixed inset-0 z-40 h-(--visual-viewport-height) bg-surface"
      >
        <Modal className="panel-motion h-full">
          <Dialog
            className="h-full outline-none"
            aria-label={typeof props.title === 'string' ? props.title : undefined}
          >
            <PanelContents {...props} />
          </Dialog>
        </Modal>
      </ModalOverlay>
    )
  }
  return props.isOpen ? <DeskPanel {...props} /> : null
}

function DeskPanel(props: SidePanelProps) {
  const panel = useRef<HTMLElement>(null)
  const titleId = useId()
  const { onClose } = props

  useEffect(() => {
    const before = document.activeElement instanceof HTMLElement ? document.activeElement : null
    panel.current?.focus({ preventScroll: true })
    return () => before?.focus({ preventScroll: true })
  }, [])

  useEffect(() => {
    function closeOnEscape(event: KeyboardEvent) {
      if (event.key !== 'Escape' || event.defaultPrevented || isOverlayOpen()) return
      // The first Esc leaves the field that is being typed in, the second one the panel.
      if (isTyping(document.activeElement) && document.activeElement instanceof HTMLElement)
        document.activeElement.blur()
      else onClose()
    }
    window.addEventListener('keydown', closeOnEscape)
    return () => window.removeEventListener('keydown', closeOnEscape)
  }, [onClose])

  return (
    <aside
      ref={panel}
      tabIndex={-1}
      aria-labelledby={titleId}
      className={cx(
        'fixed inset-y-0 right-0 z-30 border-l border-line bg-surface shadow-overlay outline-none transition-[opacity,translate] duration-150 starting:translate-x-6 starting:opacity-0',
        props.size === 'lg' ? 'w-[min(52rem,92vw)]' : 'w-[min(36rem,92vw)]',
      )}
    >
      <PanelContents {...props} titleId={titleId} />
    </aside>
  )
}

function PanelContents({
  onClose,
  title,
  eyebrow,
  href,
  actions,
  children,
  titleId,
}: SidePanelProps & { titleId?: string }) {
  const t = useTranslations('common')
  return (
    <div className="flex h-full flex-col">
      <header className="flex items-start gap-2 border-b border-line px-5 py-3">
        <div className="min-w-0 flex-1">
          {eyebrow && <div className="flex flex-wrap items-center gap-2 text-sm text-ink-soft">{eyebrow}</div>}
          <h2 id={titleId} className="text-lg font-medium">
            {title}
          </h2>
        </div>
        {href && (
          <ButtonLink href={href} variant="ghost" size="sm" icon={<ExternalLink aria-hidden className="size-4" />}>
            <span className="max-sm:sr-only">{t('actions.openPage')}</span>
          </ButtonLink>
        )}
        <IconButton label={t('actions.close')} shortcut="Esc" size="sm" onPress={onClose} placement="left">
          <X />
        </IconButton>
      </header>
      <div data-scroll className="relative min-h-0 flex-1 overflow-auto px-5 py-4">
        {children}
      </div>
      {actions && (
        <footer className="flex flex-wrap items-center justify-end gap-2 border-t border-line bg-surface px-5 py-3 pb-[max(0.75rem,env(safe-area-inset-bottom))]">
          {actions}
        </footer>
      )}
    </div>
  )
}
