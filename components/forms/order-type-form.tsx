'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Section } from '@/components/ui/card'
import { Form, FormActions, SubmitButton } from '@/components/ui/form'
import { MoneyField } from '@/components/ui/money-field'
import { NumberField } from '@/components/ui/number-field'
import { RadioGroup } from '@/components/ui/radio-group'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { StaleDialog, sameNumber } from '@/components/ui/stale-dialog'
import { Switch } from '@/components/ui/switch'
import { TagField } from '@/components/ui/tag-field'
import { TextField } from '@/components/ui/text-field'
import { useToast } from '@/components/ui/toast'
import { useRefresh } from '@/components/ui/use-refresh'
import { approvalWishes } from '@/lib/customers/rules'
import { edit } from '@/lib/forms/actions'
import type { OrderType } from '@/lib/forms/queries'
import { billingRules, signatureRules } from '@/lib/forms/rules'
import { locales } from '@/lib/locale'
import { OrderTypeIcon, orderTypeIcons } from './order-type-icon'

/** Name, duration, signature, who hears of it and how it is billed. */
export function OrderTypeForm({ type }: { type: OrderType }) {
  const t = useTranslations('forms.orderTypes')
  const language = useTranslations('common.language')
  const icon = useTranslations('forms.icons')
  const common = useTranslations('common.actions')
  const refresh = useRefresh()
  const toast = useToast()
  const [billing, setBilling] = useState<string>(type.billing)
  const [picture, setPicture] = useState(type.icon)
  const [skills, setSkills] = useState(type.skills)
  const [seen, setSeen] = useState(type.version)
  const namesText = (names: unknown) =>
    locales
      .flatMap((locale) => {
        const name = (names as Partial<Record<string, string>>)[locale]
        return name ? `${language(locale)}: ${name}` : []
      })
      .join('\n')
  return (
    <Form
      action={edit}
      with={{ id: type.id, version: seen }}
      toInput={(values) => ({
        id: type.id,
        version: seen,
        name: String(values.name ?? ''),
        names: values.names as Record<'nl' | 'fr' | 'en', string>,
        icon: picture,
        durationMinutes: Number(values.durationMinutes ?? 60),
        skills,
        signatureRule: signatureRules.find((rule) => rule === values.signatureRule) ?? 'none',
        tellCustomer: values.tellCustomer === true,
        approval: approvalWishes.find((wish) => wish === values.approval) ?? 'default',
        requestable: values.requestable === true,
        billing: billingRules.find((rule) => rule === values.billing) ?? 'hourly',
        fixedPrice: typeof values.fixedPrice === 'string' ? values.fixedPrice : null,
      })}
      onDone={({ version }) => {
        setSeen(version)
        toast.done(t('saved'))
        refresh()
      }}
      stale={({ mine, theirs, close, send }) => {
        const current = theirs as OrderType
        return (
          <StaleDialog
            mine={mine}
            theirs={{ ...mine, ...current }}
            fields={[
              { key: 'name', label: t('name') },
              { key: 'icon', label: t('icon'), show: (value) => icon(value as 'wrench') },
              {
                key: 'names',
                label: t('names'),
                same: (one, other) => namesText(one) === namesText(other),
                show: (value) => <span className="whitespace-pre-line">{namesText(value) || '–'}</span>,
              },
              { key: 'requestable', label: t('requestable') },
              { key: 'tellCustomer', label: t('tellCustomer') },
              { key: 'durationMinutes', label: t('duration') },
              { key: 'skills', label: t('skills'), show: (value) => (value as string[]).join(', ') || '–' },
              { key: 'signatureRule', label: t('signature') },
              { key: 'billing', label: t('billing') },
              { key: 'approval', label: t('approval'), show: (value) => t(`approvals.${value as 'default'}`) },
              { key: 'fixedPrice', label: t('fixedPrice'), same: sameNumber },
            ]}
            onKeep={(values) => {
              setSeen(current.version)
              send({ ...mine, ...values, version: current.version })
            }}
            onDiscard={refresh}
            onClose={close}
          />
        )
      }}
      className="gap-0!"
    >
      <Section title={t('name')} description={t('nameHelp')}>
        <div className="flex flex-col gap-3">
          <TextField label={t('name')} name="name" isRequired defaultValue={type.name} maxLength={80} />
          <SegmentedControl
            label={t('icon')}
            value={picture}
            onChange={setPicture}
            className="w-fit max-w-full flex-wrap"
            options={orderTypeIcons.map((value) => ({
              value,
              label: icon(value as 'wrench'),
              icon: <OrderTypeIcon name={value} />,
              isIconOnly: true,
            }))}
          />
        </div>
      </Section>
      <Section title={t('names')} description={t('namesHelp')}>
        <div className="flex flex-col gap-3">
          {locales.map((locale) => (
            <TextField
              key={locale}
              label={language(locale)}
              name={`names.${locale}`}
              defaultValue={type.names[locale] ?? ''}
              placeholder={type.name}
              maxLength={80}
            />
          ))}
          <Switch name="requestable" defaultSelected={type.requestable}>
            {t('requestable')}
          </Switch>
        </div>
      </Section>
      <Section title={t('duration')}>
        <div className="flex flex-col gap-3">
          <NumberField
            label={t('duration')}
            name="durationMinutes"
            defaultValue={type.durationMinutes}
            minValue={5}
            maxValue={7200}
            step={5}
            suffix={t('minutes')}
            className="max-w-56"
          />
          <TagField
            label={t('skills')}
            description={t('skillsHelp')}
            value={skills}
            onChange={setSkills}
            normalize={(text) => text.toLowerCase().slice(0, 40) || null}
          />
          <Switch name="tellCustomer" defaultSelected={type.tellCustomer} description={t('tellCustomerHelp')}>
            {t('tellCustomer')}
          </Switch>
        </div>
      </Section>
      <Section title={t('signature')}>
        <RadioGroup
          label={t('signature')}
          isLabelHidden
          name="signatureRule"
          defaultValue={type.signatureRule}
          options={signatureRules.map((value) => ({ value, label: t(`signatures.${value}`) }))}
        />
      </Section>
      <Section title={t('billing')}>
        <div className="flex flex-col gap-3">
          <RadioGroup
            label={t('billing')}
            isLabelHidden
            name="billing"
            value={billing}
            onChange={setBilling}
            options={billingRules.map((value) => ({ value, label: t(`billings.${value}`) }))}
          />
          {billing === 'fixed' && (
            <MoneyField
              label={t('fixedPrice')}
              name="fixedPrice"
              isRequired
              defaultValue={type.fixedPrice}
              className="max-w-56"
            />
          )}
        </div>
      </Section>
      <Section title={t('approval')} description={t('approvalHelp')}>
        <RadioGroup
          label={t('approval')}
          isLabelHidden
          name="approval"
          defaultValue={type.approval}
          options={approvalWishes.map((value) => ({ value, label: t(`approvals.${value}`) }))}
        />
      </Section>
      <FormActions>
        <SubmitButton>{common('save')}</SubmitButton>
      </FormActions>
    </Form>
  )
}
