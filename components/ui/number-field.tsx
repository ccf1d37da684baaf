'use client'
import { Minus, Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from 'react-aria-components/Button'
import { Group } from 'react-aria-components/Group'
import { Input } from 'react-aria-components/Input'
import { NumberField as AriaNumberField } from 'react-aria-components/NumberField'
import { cx } from './cx'
import { FieldLabel, FieldNotes, type FieldProps, fieldStyle } from './field'
import { inputStyle } from './text-field'

export type NumberFieldProps = FieldProps & {
  value?: number | null
  defaultValue?: number
  onChange?: (value: number | null) => void
  minValue?: number
  maxValue?: number
  step?: number
  /** Without buttons for a compact cell. */
  hidesStepper?: boolean
  formatOptions?: Intl.NumberFormatOptions
  suffix?: string
  placeholder?: string
}

const stepStyle =
  'flex w-control shrink-0 items-center justify-center self-stretch text-ink-soft hover:bg-hover data-disabled:opacity-40 [&_svg]:size-4'

/** A whole count with minus and plus, such as people or days. For money and quantities with decimals: MoneyField, DecimalField. */
export function NumberField(props: NumberFieldProps) {
  const { label, isLabelHidden, description, error, className, hidesStepper, suffix, value, onChange } = props
  const t = useTranslations('common.field')
  return (
    <div data-kind="number" className="contents">
      <AriaNumberField
        name={props.name}
        value={value === null ? Number.NaN : value}
        defaultValue={props.defaultValue}
        onChange={(next) => onChange?.(Number.isNaN(next) ? null : next)}
        minValue={props.minValue}
        maxValue={props.maxValue}
        step={props.step}
        formatOptions={props.formatOptions}
        isRequired={props.isRequired}
        isDisabled={props.isDisabled}
        isInvalid={error ? true : undefined}
        className={cx(fieldStyle, className)}
      >
        <FieldLabel label={label} isHidden={isLabelHidden} isRequired={props.isRequired} />
        <Group className="control overflow-hidden">
          {!hidesStepper && (
            <Button slot="decrement" aria-label={t('decrease')} className={cx(stepStyle, 'border-r border-line')}>
              <Minus />
            </Button>
          )}
          <Input
            placeholder={props.placeholder}
            className={cx(inputStyle, 'tabular', hidesStepper ? 'text-right' : 'px-1! text-center')}
          />
          {suffix && (
            <span className={cx('shrink-0 text-ink-faint', hidesStepper ? 'pr-2.5' : 'pr-1.5')}>{suffix}</span>
          )}
          {!hidesStepper && (
            <Button slot="increment" aria-label={t('increase')} className={cx(stepStyle, 'border-l border-line')}>
              <Plus />
            </Button>
          )}
        </Group>
        <FieldNotes description={description} error={error} />
      </AriaNumberField>
    </div>
  )
}
