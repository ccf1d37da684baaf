'use client'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { Radio, RadioGroup } from 'react-aria-components'
import { Button } from './button'
import { Dialog } from './dialog'
import { FormActions } from './form'

export type StaleField<Values> = {
  key: keyof Values & string
  label: string
  /** How the value is shown; as text by default. */
  show?: (value: unknown) => ReactNode
}

/**
 * Someone else saved meanwhile: both versions by field, and the reader chooses per field. `onKeep` gets the mixed values
 * (send them with the version of `theirs`); `onDiscard` lets go of one's own.
 */
export function StaleDialog<Values extends object>({
  mine,
  theirs,
  fields,
  who,
  onKeep,
  onDiscard,
  onClose,
}: {
  mine: Values
  theirs: Partial<Values>
  fields: readonly StaleField<Values>[]
  /** Who and when: "An Verhoeven, vandaag 13:30". */
  who?: ReactNode
  onKeep: (values: Values) => void
  onDiscard: () => void
  onClose: () => void
}) {
  const t = useTranslations('common.stale')
  const different = fields.filter((field) => String(mine[field.key] ?? '') !== String(theirs[field.key] ?? ''))
  const [choices, setChoices] = useState<Record<string, 'mine' | 'theirs'>>({})

  function keep() {
    const mixed = { ...mine }
    for (const field of different) {
      if (choices[field.key] === 'theirs') mixed[field.key] = theirs[field.key] as Values[typeof field.key]
    }
    onKeep(mixed)
  }

  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={t('title')}
      description={who ?? t('text')}
      size="lg"
    >
      <div className="overflow-x-auto rounded-md border border-line">
        {different.map((field) => (
          <RadioGroup
            key={field.key}
            aria-label={field.label}
            value={choices[field.key] ?? 'mine'}
            onChange={(choice) =>
              setChoices((now) => ({ ...now, [field.key]: choice === 'theirs' ? 'theirs' : 'mine' }))
            }
            className="grid gap-2 border-b border-line p-3 last:border-b-0 sm:grid-cols-[8rem_1fr_1fr]"
          >
            <span className="pt-1.5 text-sm text-ink-soft">{field.label}</span>
            {(['mine', 'theirs'] as const).map((side) => {
              const value = side === 'mine' ? mine[field.key] : theirs[field.key]
              return (
                <Radio
                  key={side}
                  value={side}
                  className="focus-ring min-w-0 cursor-pointer rounded-md border border-line px-2.5 py-1.5 wrap-anywhere hover:bg-hover data-selected:border-accent data-selected:bg-accent-soft"
                >
                  <span className="block text-xs text-ink-faint">{t(side)}</span>
                  {field.show ? field.show(value) : String(value ?? '–')}
                </Radio>
              )
            })}
          </RadioGroup>
        ))}
      </div>
      <FormActions className="mt-4">
        <Button variant="ghost" onPress={onDiscard}>
          {t('discard')}
        </Button>
        <Button variant="primary" onPress={keep}>
          {t('keep')}
        </Button>
      </FormActions>
    </Dialog>
  )
}
