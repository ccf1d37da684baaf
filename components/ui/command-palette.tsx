'use client'
import { CornerDownLeft, Search } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type ReactNode, useMemo, useState } from 'react'
import { Autocomplete } from 'react-aria-components/Autocomplete'
import { Dialog } from 'react-aria-components/Dialog'
import { Header } from 'react-aria-components/Header'
import { Input } from 'react-aria-components/Input'
import { Menu, MenuItem, MenuSection } from 'react-aria-components/Menu'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { SearchField } from 'react-aria-components/SearchField'
import { Text } from 'react-aria-components/Text'
import { cx } from './cx'
import { Kbd } from './kbd'
import { itemStyle } from './option'
import { Spinner } from './spinner'
import { useCommandSearch } from './use-command-search'
import { matches } from './use-load'

/** A deed or place that is always there: "Nieuwe opdracht", "Naar planbord". */
export type Command = {
  id: string
  label: string
  /** Other words it is found by. */
  keywords?: string
  icon?: ReactNode
  shortcut?: string
  href?: string
  run?: () => void
}

/**
 * Search over everything, and deeds: Ctrl/⌘ K. `searchAddress` answers GET ?q= with `{ groups: CommandGroup[] }`
 * (numbers, names, streets, phones); `commands` are matched here.
 */
export function CommandPalette({
  isOpen,
  onOpenChange,
  commands,
  searchAddress,
}: {
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  commands: readonly Command[]
  searchAddress?: string
}) {
  const t = useTranslations('common.palette')
  const router = useRouter()
  const [text, setText] = useState('')
  const query = text.trim()
  const { groups, isLoading, failed } = useCommandSearch(isOpen ? searchAddress : undefined, query)

  const shown = useMemo(
    () =>
      commands.filter((command) => !query || matches({ label: command.label, description: command.keywords }, query)),
    [commands, query],
  )

  function go(item: { href?: string; run?: () => void }) {
    onOpenChange(false)
    setText('')
    if (item.run) item.run()
    else if (item.href) router.push(item.href)
  }

  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => {
        onOpenChange(open)
        if (!open) setText('')
      }}
      isDismissable
      className="scrim-motion fixed inset-0 z-50 flex h-(--visual-viewport-height) items-start justify-center bg-scrim sm:px-4 sm:pt-[12vh]"
    >
      <Modal className="overlay-motion w-full overflow-hidden bg-raised shadow-overlay max-sm:h-full sm:max-w-xl sm:rounded-xl">
        <Dialog aria-label={t('title')} className="flex h-full flex-col outline-none">
          <Autocomplete inputValue={text} onInputChange={setText} filter={() => true}>
            <SearchField
              aria-label={t('title')}
              autoFocus
              className="flex items-center gap-3 border-b border-line px-4"
            >
              {isLoading ? (
                <Spinner className="text-ink-faint" />
              ) : (
                <Search aria-hidden className="size-4 shrink-0 text-ink-faint" />
              )}
              <Input
                placeholder={t('placeholder')}
                className="h-12 min-w-0 flex-1 bg-transparent text-lg outline-none [&::-webkit-search-cancel-button]:hidden"
              />
              <Kbd tone="quiet">Esc</Kbd>
            </SearchField>
            <Menu
              aria-label={t('results')}
              className="min-h-0 flex-1 overflow-auto p-1.5 outline-none sm:max-h-[26rem]"
              renderEmptyState={() => (
                <p className="px-3 py-8 text-center text-ink-soft">
                  {failed ? t('failed') : isLoading ? t('searching') : t('nothing', { query })}
                </p>
              )}
            >
              {groups.map((group) => (
                <PaletteSection key={group.id} title={group.label}>
                  {group.items.map((item) => (
                    <PaletteItem
                      key={item.id}
                      id={`${group.id}:${item.id}`}
                      label={item.label}
                      onAction={() => go(item)}
                    >
                      <Text slot="label" className="min-w-0 flex-1 truncate">
                        {item.number && <span className="tabular mr-1 font-medium">{item.number}</span>} {item.label}{' '}
                        {item.description && <span className="ml-1 text-sm text-ink-faint">{item.description}</span>}
                      </Text>
                      {item.status && (
                        <Text slot="description" className="shrink-0 text-sm text-ink-faint">
                          {item.status}
                        </Text>
                      )}
                    </PaletteItem>
                  ))}
                </PaletteSection>
              ))}
              {shown.length > 0 && (
                <PaletteSection key="commands" title={t('commands')}>
                  {shown.map((command) => (
                    <PaletteItem
                      key={command.id}
                      id={`command:${command.id}`}
                      label={command.label}
                      onAction={() => go(command)}
                    >
                      <span aria-hidden className="flex shrink-0 text-ink-faint [&_svg]:size-4">
                        {command.icon}
                      </span>
                      <Text slot="label" className="min-w-0 flex-1 truncate">
                        {command.label}
                      </Text>
                      {command.shortcut && <Kbd tone="quiet">{command.shortcut}</Kbd>}
                    </PaletteItem>
                  ))}
                </PaletteSection>
              )}
            </Menu>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}

function PaletteSection({ title, children }: { title: string; children: ReactNode }) {
  return (
    <MenuSection>
      <Header className="px-2 pt-2 pb-1 text-xs font-medium text-ink-faint">{title}</Header>
      {children}
    </MenuSection>
  )
}

function PaletteItem({
  id,
  label,
  onAction,
  children,
}: {
  id: string
  label: string
  onAction: () => void
  children: ReactNode
}) {
  return (
    <MenuItem id={id} textValue={label} onAction={onAction} className={cx(itemStyle, 'min-h-9')}>
      {children}
      <CornerDownLeft aria-hidden className="hidden size-3.5 shrink-0 text-ink-faint group-data-focused/item:block" />
    </MenuItem>
  )
}
