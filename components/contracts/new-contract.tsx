'use client'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { uuidv7 } from 'uuidv7'
import { loadCustomers } from '@/components/customers/choices'
import { useChoices } from '@/components/projects/use-choices'
import { Card } from '@/components/ui/card'
import { ComboBox } from '@/components/ui/combo-box'
import { Form, FormActions, SubmitButton } from '@/components/ui/form'
import type { Option } from '@/components/ui/option'
import { useToast } from '@/components/ui/toast'
import { create } from '@/lib/contracts/actions'
import { ContractFields, typedFrom } from './contract-fields'

/** A new contract: with whom, what it is called, and from when until when it holds. */
export function NewContract({ customer: given, today }: { customer: Option | null; today: string }) {
  const t = useTranslations('contracts')
  const router = useRouter()
  const toast = useToast()
  const [id] = useState(uuidv7)
  const [customer, setCustomer] = useState<Option | null>(given)
  const choices = useChoices(customer?.value ?? null)
  return (
    <Form
      action={create}
      toInput={(values) => ({ ...typedFrom(values), id, customerId: customer?.value ?? '' })}
      onDone={(made) => {
        toast.done(t('made', { number: made.number }))
        router.push(`/contracts/${made.id}`)
      }}
    >
      <Card>
        <ComboBox
          label={t('fields.customerId')}
          name="customerId"
          isRequired
          autoFocus={given === null}
          placeholder={t('customerHint')}
          value={customer}
          load={loadCustomers}
          onChange={setCustomer}
        />
      </Card>
      {/* The addresses of one customer are not another's. */}
      <ContractFields key={customer?.value} choices={choices} today={today} />
      <FormActions>
        <SubmitButton shortcut="Ctrl+↵">{t('make')}</SubmitButton>
      </FormActions>
    </Form>
  )
}
