'use client'
import { useLocale, useTranslations } from 'next-intl'
import { Card } from '@/components/ui/card'
import { DefinitionList } from '@/components/ui/definition-list'
import type { Answers, FormField } from '@/lib/forms/rules'

/** What the customer answered to the company's own questions when asking for the work. */
export function OrderAnswers({ fields, answers }: { fields: FormField[]; answers: Answers }) {
  const t = useTranslations('orders')
  const common = useTranslations('common.actions')
  const locale = useLocale()
  const said = fields.flatMap((field) => {
    const value = answers[field.id]
    if (value === undefined || value === null || value === '' || field.type === 'photo') return []
    const words = (label: Record<string, string>) => label[locale] || label.nl || ''
    const one = (part: string) => {
      if (part === 'yes' || part === 'no') return common(part)
      const choice = field.choices?.find((candidate) => candidate.id === part)
      return choice ? words(choice.label) : part
    }
    const text = (Array.isArray(value) ? value : [value]).map(one).join(', ')
    return [{ label: words(field.label), value: field.unit ? `${text} ${field.unit}` : text }]
  })
  if (said.length === 0) return null
  return (
    <Card title={t('cards.answers')}>
      <DefinitionList items={said} columns={2} look="stacked" />
    </Card>
  )
}
