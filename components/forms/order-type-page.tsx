'use client'
import { ExternalLink } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { Badge } from '@/components/ui/badge'
import { ButtonLink } from '@/components/ui/link'
import { Page, PageHeader } from '@/components/ui/page-header'
import { Tabs } from '@/components/ui/tabs'
import type { FormTemplate, OrderType } from '@/lib/forms/queries'
import { isQuestion } from '@/lib/forms/rules'
import { FormBuilder } from './form-builder'
import { OrderTypeForm } from './order-type-form'

const parts = ['settings', 'intake', 'checklist'] as const

/** One order type: its settings and its two forms. */
export function OrderTypePage({
  type,
  intake,
  checklist,
  slug,
}: {
  type: OrderType
  intake: FormTemplate | null
  checklist: FormTemplate | null
  slug: string
}) {
  const t = useTranslations('forms.orderTypes')
  const [part, setPart] = useQueryState('part', parseAsStringLiteral(parts).withDefault('settings'))
  return (
    <Page width="record">
      <PageHeader
        title={type.name}
        back={{ href: '/settings/order-types', label: t('title') }}
        badge={type.active ? undefined : <Badge>{t('archived')}</Badge>}
        actions={
          type.active &&
          type.requestable && (
            <ButtonLink
              href={`/request/${slug}?type=${type.id}`}
              target="_blank"
              variant="ghost"
              icon={<ExternalLink aria-hidden className="size-4" />}
            >
              {t('publicForm')}
            </ButtonLink>
          )
        }
      />
      <Tabs
        label={type.name}
        value={part}
        onChange={(id) => void setPart(parts.find((one) => one === id) ?? 'settings')}
        tabs={[
          { id: 'settings', label: t('settings'), content: <OrderTypeForm key={type.version} type={type} /> },
          {
            id: 'intake',
            label: t('intake'),
            count: intake?.fields.filter(isQuestion).length ?? 0,
            content: <FormBuilder orderTypeId={type.id} kind="intake" template={intake} />,
          },
          {
            id: 'checklist',
            label: t('checklist'),
            count: checklist?.fields.filter(isQuestion).length ?? 0,
            content: <FormBuilder orderTypeId={type.id} kind="checklist" template={checklist} />,
          },
        ]}
      />
    </Page>
  )
}
