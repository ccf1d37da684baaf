'use client'
import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import { ListBoxItem } from 'react-aria-components/ListBox'
import { Text } from 'react-aria-components/Text'
import { cx } from './cx'

/** One thing to choose. `value` is what is sent, `label` what is read and searched. */
export type Option = {
  value: string
  label: string
  description?: string
  icon?: ReactNode
  isDisabled?: boolean
}

export const popoverStyle = 'overlay-motion rounded-md bg-raised shadow-overlay outline-none'
export const listStyle = 'max-h-80 overflow-auto p-1 outline-none'
export const itemStyle =
  'group/item flex min-h-control cursor-default select-none items-center gap-2 rounded-sm px-2 py-1 text-base outline-none data-focused:bg-hover data-disabled:text-ink-faint data-focus-visible:bg-hover'

/** `id` is the option's value, where its list looks for it: a list that changes while it stands would otherwise break. */
export function OptionItem({
  id,
  option,
  className,
  trailing,
}: {
  id: string
  option: Option
  className?: string
  /** A count at the right. */
  trailing?: ReactNode
}) {
  return (
    <ListBoxItem id={id} textValue={option.label} isDisabled={option.isDisabled} className={cx(itemStyle, className)}>
      {({ isSelected }) => (
        <>
          {option.icon && <span className="flex shrink-0 text-ink-faint [&_svg]:size-4">{option.icon}</span>}
          <span className="min-w-0 flex-1">
            <Text slot="label" className={cx('block truncate', isSelected && 'font-medium')}>
              {option.label}
            </Text>
            {option.description && (
              <Text slot="description" className="block truncate text-sm text-ink-faint">
                {option.description}
              </Text>
            )}
          </span>
          {trailing !== undefined && <span className="tabular text-sm text-ink-faint">{trailing}</span>}
          {isSelected && <Check aria-hidden className="size-4 shrink-0 text-accent-ink" />}
        </>
      )}
    </ListBoxItem>
  )
}
