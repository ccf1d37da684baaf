'use client'
import { useTranslations } from 'next-intl'
import { type ReactNode, useState } from 'react'
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup'
import { Button } from './button'
import { Dialog } from './dialog'
import { FormActions } from './form'

export type StaleField<Values> = {
  key: keyof Values & string
  label: string
  /** How the value is shown; as text by default. */
  show?: (value: unknown) => ReactNode
  /** Whether two values are the same in other words (2 and 2.000); as text by default. */
  same?: (mine: unknown, theirs: unknown) => boolean
}

export const sameNumber = (mine: unknown, theirs: unknown) =>
  mine === theirs || (isGiven(mine) && isGiven(theirs) && Number(mine) === Number(theirs))
export const sameInstant = (mine: unknown, theirs: unknown) => Date.parse(String(mine)) === Date.parse(String(theirs))
const sameText = (mine: unknown, theirs: unknown) => String(mine ?? '') === String(theirs ?? '')
const isGiven = (value: unknown) => value !== null && value !== undefined && value !== ''

/** For a Form: `stale={bothVersions<Wanted>({ fields, onDiscard: done })}` when the row that is stored reads as the input does. */
export function bothVersions<Values extends object>({
  fields,
  onDiscard,
}: {
  fields: readonly StaleField<Values>[]
  onDiscard: () => void
}) {
  return (stale: { mine: Values; theirs: unknown; close: () => void; send: (input: Values) => void }) => (
    <StaleDialog
      mine={stale.mine}
      theirs={stale.theirs as Partial<Values>}
      fields={fields}
      onKeep={stale.send}
      onDiscard={onDiscard}
      onClose={stale.close}
    />
  )
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
  const words = useTranslations('common.actions')
  const different = fields.filter(({ key, same = sameText }) => !same(mine[key], theirs[key]))
  const [choices, setChoices] = useState<Record<string, 'mine' | 'theirs'>>({})

  function textOf(value: unknown): string {
    if (typeof value === 'boolean') return words(value ? 'yes' : 'no')
    return isGiven(value) ? String(value) : '–'
  }

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
                  {field.show ? field.show(value) : textOf(value)}
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
