'use client'
import type { ReactNode } from 'react'
import { ToggleButton } from 'react-aria-components/ToggleButton'
import { ToggleButtonGroup } from 'react-aria-components/ToggleButtonGroup'
import { cx } from './cx'

/** Two to five views of one thing, one of them on: Day | Week | 2 weeks. */
export function SegmentedControl<Value extends string>({
  label,
  options,
  value,
  onChange,
  size = 'md',
  className,
}: {
  label: string
  options: readonly { value: Value; label: string; icon?: ReactNode; isIconOnly?: boolean }[]
  value: Value
  onChange: (value: Value) => void
  size?: 'sm' | 'md'
  className?: string
}) {
  return (
    <ToggleButtonGroup
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[value]}
      onSelectionChange={(keys) => {
        const [next] = [...keys]
        if (next !== undefined) onChange(next as Value)
      }}
      className={cx('inline-flex w-fit gap-0.5 rounded-md bg-pressed p-0.5', className)}
    >
      {options.map((option) => (
        <ToggleButton
          key={option.value}
          id={option.value}
          aria-label={option.isIconOnly ? option.label : undefined}
          className={cx(
            'focus-ring relative flex flex-1 items-center after:absolute after:inset-x-0 after:-inset-y-0.5 justify-center gap-1.5 whitespace-nowrap rounded-sm px-2.5 text-sm text-ink-soft transition-colors hover:text-ink data-selected:bg-surface data-selected:font-medium data-selected:text-ink data-selected:shadow-control [&_svg]:size-4',
            size === 'sm' ? 'h-[calc(var(--control-sm)-4px)]' : 'h-[calc(var(--control)-4px)]',
          )}
        >
          {option.icon}
          {!option.isIconOnly && option.label}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  )
}
