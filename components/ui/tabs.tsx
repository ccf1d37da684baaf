'use client'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import { Tabs as AriaTabs, Tab, TabList, TabPanel } from 'react-aria-components/Tabs'
import { cx } from './cx'
import { Link } from './link'

const tabStyle =
  'focus-ring -mb-px flex min-h-control shrink-0 cursor-pointer items-center gap-1.5 whitespace-nowrap border-b-2 border-transparent text-ink-soft transition-colors hover:text-ink'
const onStyle = 'border-accent! font-medium text-ink'

function Count({ count }: { count?: number }) {
  return count === undefined ? null : <span className="tabular text-sm text-ink-faint">{count}</span>
}

/** Parts of one record on one screen. `value` and `onChange` when the choice is in the address. */
export function Tabs({
  label,
  tabs,
  value,
  onChange,
  className,
}: {
  label: string
  tabs: readonly { id: string; label: string; count?: number; content: ReactNode }[]
  value?: string
  onChange?: (id: string) => void
  className?: string
}) {
  return (
    <AriaTabs
      selectedKey={value}
      onSelectionChange={(key) => onChange?.(String(key))}
      className={cx('flex min-h-0 flex-col', className)}
    >
      <TabList aria-label={label} className="flex gap-5 overflow-x-auto border-b border-line [scrollbar-width:none]">
        {tabs.map((tab) => (
          <Tab key={tab.id} id={tab.id} className={({ isSelected }) => cx(tabStyle, isSelected && onStyle)}>
            {tab.label}
            <Count count={tab.count} />
          </Tab>
        ))}
      </TabList>
      {tabs.map((tab) => (
        // Kept while another is shown: what was typed in it stays.
        <TabPanel
          key={tab.id}
          id={tab.id}
          shouldForceMount
          className="min-h-0 flex-1 pt-4 outline-none data-inert:hidden"
        >
          {tab.content}
        </TabPanel>
      ))}
    </AriaTabs>
  )
}

/** Tabs that are places with their own address, such as the pages of the settings. */
export function LinkTabs({
  label,
  tabs,
}: {
  label: string
  tabs: readonly { href: string; label: string; count?: number }[]
}) {
  const path = usePathname()
  return (
    <nav aria-label={label} className="flex gap-5 overflow-x-auto border-b border-line [scrollbar-width:none]">
      {tabs.map((tab) => (
        <Link
          key={tab.href}
          href={tab.href}
          look="plain"
          aria-current={path === tab.href ? 'page' : undefined}
          className={cx(tabStyle, path === tab.href && onStyle)}
        >
          {tab.label}
          <Count count={tab.count} />
        </Link>
      ))}
    </nav>
  )
}
