'use client'
import { Plus, X } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { Button } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { cx } from '@/components/ui/cx'
import { DecimalField } from '@/components/ui/decimal-field'
import { IconButton } from '@/components/ui/icon-button'
import { Select } from '@/components/ui/select'
import { TextField } from '@/components/ui/text-field'
import { useRefusalText } from '@/components/ui/use-refusal-text'
import {
  canSteer,
  type FieldType,
  type FormField,
  type FormKind,
  fieldTypes,
  formLimits,
  hasLimits,
  intakeFieldTypes,
  isQuestion,
  labelOf,
  steeringAnswers,
} from '@/lib/forms/rules'
import { newId } from '@/lib/ids'
import { locales } from '@/lib/locale'
import { FailEditor } from './fail-editor'
import { FormulaEditor } from './formula-editor'

/** Everything about one question. `problems` by part: label, choices, maximum, showIf, type. */
export function QuestionEditor({
  kind,
  field,
  earlier,
  problems,
  onChange,
}: {
  kind: FormKind
  field: FormField
  /** Questions above this one, on which it may depend. */
  earlier: FormField[]
  problems: Record<string, string>
  onChange: (field: FormField) => void
}) {
  const t = useTranslations('forms.builder')
  const types = useTranslations('forms.types')
  const answer = useTranslations('forms.answers')
  const refusal = useRefusalText()
  const offered = kind === 'intake' ? intakeFieldTypes : fieldTypes
  const error = (part: string) => (problems[part] ? refusal(problems[part]) : null)
  const steering = earlier.filter(canSteer)
  const parent = steering.find((one) => one.id === field.showIf?.fieldId)
  const isNumber = hasLimits(field) && field.type !== 'rating'
  const answerLabel = (of: FormField, value: string) =>
    value === 'yes' || value === 'no' || value === 'na'
      ? of.type === 'choice'
        ? labelOf(of.choices?.find((one) => one.id === value) ?? { label: {} }, 'nl')
        : answer(value)
      : labelOf(of.choices?.find((one) => one.id === value) ?? { label: {} }, 'nl')

  function retype(type: FieldType) {
    const choices = type === 'choice' && !field.choices?.length ? [emptyChoice(), emptyChoice()] : field.choices
    // Limits in bar say nothing about stars, and nobody fills in a heading.
    const { minimum, maximum, ...rest } = field
    const limits = type === 'rating' || field.type === 'rating' ? {} : { minimum, maximum }
    const required = field.required && type !== 'section' && type !== 'computed'
    onChange({ ...rest, ...limits, type, required, ...(choices ? { choices } : {}) })
  }

  return (
    <div className="flex min-w-0 flex-col gap-4">
      <TextField
        label={t('labelIn', { language: t('languages.nl') })}
        isRequired
        value={field.label.nl ?? ''}
        onChange={(nl) => onChange({ ...field, label: { ...field.label, nl } })}
        maxLength={formLimits.label}
        error={error('label')}
        autoFocus={!field.label.nl}
      />
      <div className={cx('grid gap-4', isQuestion(field) && 'sm:grid-cols-2')}>
        <Select
          label={t('type')}
          value={field.type}
          onChange={(type) => type && retype(type as FieldType)}
          options={offered.map((type) => ({ value: type, label: types(type) }))}
          error={error('type')}
        />
        <div className={isQuestion(field) ? 'flex items-end' : 'hidden'}>
          <Checkbox isSelected={field.required} onChange={(required) => onChange({ ...field, required })}>
            {t('required')}
          </Checkbox>
        </div>
      </div>
      {field.type === 'choice' && (
        <fieldset className="flex flex-col gap-2">
          <legend className="mb-1 text-sm font-medium text-ink-soft">{t('choices')}</legend>
          {(field.choices ?? []).map((choice, index) => (
            <div key={choice.id} className="flex items-start gap-1">
              <div className="grid min-w-0 flex-1 grid-cols-3 gap-1">
                {locales.map((locale) => (
                  <TextField
                    key={locale}
                    label={`${t('choice', { index: index + 1 })} ${t(`languages.${locale}`)}`}
                    isLabelHidden
                    placeholder={locale === 'nl' ? t('choice', { index: index + 1 }) : locale.toUpperCase()}
                    value={choice.label[locale] ?? ''}
                    maxLength={formLimits.label}
                    onChange={(text) =>
                      onChange({
                        ...field,
                        choices: (field.choices ?? []).map((one) =>
                          one.id === choice.id ? { ...one, label: { ...one.label, [locale]: text } } : one,
                        ),
                      })
                    }
                  />
                ))}
              </div>
              <IconButton
                label={t('removeChoice', { name: choice.label.nl || t('choice', { index: index + 1 }) })}
                onPress={() =>
                  onChange({ ...field, choices: (field.choices ?? []).filter((one) => one.id !== choice.id) })
                }
              >
                <X />
              </IconButton>
            </div>
          ))}
          {problems.choices && <p className="text-sm text-alert-fg">{refusal(problems.choices)}</p>}
          <Button
            size="sm"
            variant="ghost"
            className="w-fit"
            icon={<Plus aria-hidden className="size-4" />}
            isDisabled={(field.choices?.length ?? 0) >= formLimits.choices}
            onPress={() => onChange({ ...field, choices: [...(field.choices ?? []), emptyChoice()] })}
          >
            {t('addChoice')}
          </Button>
        </fieldset>
      )}
      {field.type === 'computed' && (
        <FormulaEditor
          formula={field.formula ?? ''}
          earlier={earlier}
          error={error('formula')}
          onChange={(formula) => onChange({ ...field, formula })}
        />
      )}
      {isNumber && (
        <div>
          <div className="grid grid-cols-3 gap-3">
            <TextField
              label={t('unit')}
              value={field.unit ?? ''}
              onChange={(unit) => onChange({ ...field, unit })}
              maxLength={20}
              placeholder="bar"
            />
            <DecimalField
              label={t('minimum')}
              allowsNegative
              value={field.minimum === undefined ? null : String(field.minimum)}
              onChange={(value) => onChange(withLimit(field, 'minimum', value))}
            />
            <DecimalField
              label={t('maximum')}
              allowsNegative
              value={field.maximum === undefined ? null : String(field.maximum)}
              onChange={(value) => onChange(withLimit(field, 'maximum', value))}
              error={error('maximum')}
            />
          </div>
          <p className="mt-1 text-sm text-ink-faint">{t('limitsHelp')}</p>
        </div>
      )}
      {kind === 'checklist' && field.type === 'section' && (
        <div className="flex flex-col gap-2">
          <p className="text-sm text-ink-faint">{t('sectionHelp')}</p>
          <Checkbox isSelected={field.repeats ?? false} onChange={(repeats) => onChange({ ...field, repeats })}>
            {t('repeats')}
          </Checkbox>
          {field.repeats && (
            <Checkbox isSelected={field.required} onChange={(required) => onChange({ ...field, required })}>
              {t('repeatsRequired')}
            </Checkbox>
          )}
        </div>
      )}
      {kind === 'checklist' && field.type === 'photo' && (
        <Checkbox isSelected={field.drawing ?? false} onChange={(drawing) => onChange({ ...field, drawing })}>
          {t('drawing')}
        </Checkbox>
      )}
      {kind === 'checklist' && <FailEditor field={field} onChange={onChange} />}
      {(steering.length > 0 || field.showIf) && (
        <div className="grid items-end gap-3 sm:grid-cols-2">
          <Select
            label={t('showIf')}
            value={field.showIf?.fieldId ?? 'always'}
            onChange={(fieldId) => {
              const chosen = steering.find((one) => one.id === fieldId)
              const { showIf: _, ...rest } = field
              onChange(
                chosen
                  ? { ...field, showIf: { fieldId: chosen.id, equals: steeringAnswers(chosen)[0] ?? 'yes' } }
                  : rest,
              )
            }}
            options={[
              { value: 'always', label: t('always') },
              ...steering.map((one) => ({ value: one.id, label: labelOf(one, 'nl') || t('newQuestion') })),
            ]}
            error={error('showIf')}
          />
          {parent && field.showIf && (
            <Select
              label={t('is')}
              value={field.showIf.equals}
              onChange={(equals) => equals && onChange({ ...field, showIf: { fieldId: parent.id, equals } })}
              options={steeringAnswers(parent).map((value) => ({ value, label: answerLabel(parent, value) }))}
            />
          )}
        </div>
      )}
      <details className="group" open={Boolean(field.help?.nl || field.label.fr || field.label.en)}>
        <summary className="focus-ring cursor-pointer rounded-sm py-1 text-sm font-medium text-ink-soft">
          {t('translations')}
        </summary>
        <div className="mt-2 flex flex-col gap-3">
          {locales
            .filter((locale) => locale !== 'nl')
            .map((locale) => (
              <TextField
                key={locale}
                label={t('labelIn', { language: t(`languages.${locale}`) })}
                value={field.label[locale] ?? ''}
                placeholder={field.label.nl}
                onChange={(text) => onChange({ ...field, label: { ...field.label, [locale]: text } })}
                maxLength={formLimits.label}
              />
            ))}
          {locales.map((locale) => (
            <TextField
              key={locale}
              label={t('helpIn', { language: t(`languages.${locale}`) })}
              value={field.help?.[locale] ?? ''}
              onChange={(text) => onChange({ ...field, help: { ...field.help, [locale]: text } })}
              maxLength={formLimits.help}
            />
          ))}
        </div>
      </details>
    </div>
  )
}

function emptyChoice() {
  return { id: newId(), label: {} }
}

function withLimit(field: FormField, limit: 'minimum' | 'maximum', value: string | null): FormField {
  const { [limit]: _, ...rest } = field
  return value === null ? rest : { ...rest, [limit]: Number(value) }
}
