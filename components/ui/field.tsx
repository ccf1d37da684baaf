'use client'
import { CircleAlert } from 'lucide-react'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { FieldError as AriaFieldError } from 'react-aria-components/FieldError'
import { Label } from 'react-aria-components/Label'
import { Text } from 'react-aria-components/Text'
import { cx } from './cx'

/** What every field takes: words around it and its place in a Form. */
export type FieldProps = {
  label: string
  /** Keeps the label for screen readers only, where a table header or icon already says it. */
  isLabelHidden?: boolean
  /** One line of help under the field. */
  description?: ReactNode
  /** Words of what is wrong, when the field is not inside a Form that knows. */
  error?: string | null
  name?: string
  isRequired?: boolean
  isDisabled?: boolean
  className?: string
}

export const fieldStyle = 'group/field flex min-w-0 flex-col gap-1'

export function FieldLabel({
  label,
  isHidden,
  isRequired,
}: {
  label: string
  isHidden?: boolean
  isRequired?: boolean
}) {
  const t = useTranslations('common')
  return (
    <Label className={cx('w-fit text-sm font-medium text-ink-soft', isHidden && 'sr-only')}>
      {label}
      {isRequired && (
        <span className="text-alert-fg" title={t('field.required')} aria-hidden>
          {' *'}
        </span>
      )}
    </Label>
  )
}

/** Help, and beside the field what is wrong with it, in words. */
export function FieldNotes({ description, error }: { description?: ReactNode; error?: string | null }) {
  return (
    <>
      {description && (
        <Text slot="description" className="text-sm text-ink-faint">
          {description}
        </Text>
      )}
      <AriaFieldError className="flex items-start gap-1 text-sm text-alert-fg">
        {({ validationErrors }) => {
          const words = error || validationErrors.join(' ')
          return words ? (
            <>
              <CircleAlert aria-hidden className="mt-[0.2em] size-3.5 shrink-0" />
              <span>{words}</span>
            </>
          ) : null
        }}
      </AriaFieldError>
    </>
  )
}
