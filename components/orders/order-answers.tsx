'use client'
import { useLocale, useTranslations } from 'next-intl'
import { Photos } from '@/components/files/photos'
import { Answers } from '@/components/forms/answers'
import { Card } from '@/components/ui/card'
import { type Answers as AnswersOfForm, answerTo, type FormField, isAnswered, visibleFields } from '@/lib/forms/rules'
import type { DocumentRow } from '@/lib/orders/queries/page'

type Paper = Pick<DocumentRow, 'fileId' | 'title' | 'name' | 'type'>

/** What the customer answered to the company's own questions when asking for the work; a photo as long as it was not removed. */
export function OrderAnswers({
  fields,
  answers,
  documents,
}: {
  fields: FormField[]
  answers: AnswersOfForm
  documents: readonly Paper[]
}) {
  const t = useTranslations('orders')
  const locale = useLocale()
  const there = new Map(
    documents.map(({ fileId, title, name, type }) => [fileId, { id: fileId, name: title || name, type }]),
  )
  const said = Object.fromEntries(
    Object.entries(answers).map(([id, value]) => [
      id,
      Array.isArray(value) ? value.filter((one) => there.has(one)) : value,
    ]),
  )
  if (!visibleFields(fields, said).some((field) => isAnswered(answerTo(said, field.id)))) return null
  return (
    <Card title={t('cards.answers')}>
      <Answers
        fields={fields}
        answers={said}
        locale={locale}
        photos={(ids) => <Photos files={ids.flatMap((id) => there.get(id) ?? [])} />}
      />
    </Card>
  )
}
