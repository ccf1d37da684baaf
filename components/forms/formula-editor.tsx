'use client'
import { Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { TextArea } from '@/components/ui/text-area'
import { type FormField, hasLimits } from '@/lib/forms/rules'
import { formulaLimits } from '@/lib/forms/rules/formula'
import { keptFormula, namesInFormula, typedFormula } from '@/lib/forms/rules/formula-names'

/** How a value follows from the numbers above it: typed with the names of questions, which a press adds. */
export function FormulaEditor({
  formula,
  earlier,
  error,
  onChange,
}: {
  formula: string
  earlier: FormField[]
  error: string | null
  onChange: (formula: string) => void
}) {
  const t = useTranslations('forms.builder')
  const usable = earlier.filter(hasLimits)
  const [text, setText] = useState(() => typedFormula(formula, usable))

  function type(typed: string) {
    setText(typed)
    onChange(keptFormula(typed, usable))
  }

  return (
    <div className="flex flex-col gap-2">
      <TextArea
        label={t('formula')}
        description={t('formulaHelp')}
        value={text}
        rows={2}
        maxLength={formulaLimits.length}
        error={error}
        onChange={type}
      />
      {usable.length === 0 ? (
        <p className="text-sm text-ink-soft">{t('formulaEmpty')}</p>
      ) : (
        <div className="flex flex-wrap gap-1.5">
          {[...namesInFormula(usable)].map(([id, name]) => (
            <Button
              key={id}
              size="sm"
              icon={<Plus aria-hidden className="size-3.5" />}
              onPress={() => type(`${text.trimEnd()}${text.trim() ? ' ' : ''}[${name}]`)}
            >
              {name}
            </Button>
          ))}
        </div>
      )}
    </div>
  )
}
