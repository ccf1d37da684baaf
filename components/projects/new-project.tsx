'use client'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { uuidv7 } from 'uuidv7'
import { loadCustomers } from '@/components/customers/choices'
import { NewCustomerDialog } from '@/components/customers/new-dialogs'
import { Card } from '@/components/ui/card'
import { ComboBox } from '@/components/ui/combo-box'
import { Form, FormActions, SubmitButton } from '@/components/ui/form'
import type { Option } from '@/components/ui/option'
import { useToast } from '@/components/ui/toast'
import { create } from '@/lib/projects/actions'
import { type Named, ProjectFields, typedFrom } from './project-fields'
import { useChoices } from './use-choices'

/** A new project: for whom, about what, at which price, and whether the customer approves its hours. */
export function NewProject({
  customer: given,
  members,
  rounding,
  contractId,
}: {
  customer: Option | null
  members: readonly Named[]
  rounding: number
  contractId: string | null
}) {
  const t = useTranslations('projects')
  const router = useRouter()
  const toast = useToast()
  const [id] = useState(uuidv7)
  const [customer, setCustomer] = useState<Option | null>(given)
  const [making, setMaking] = useState<string | null>(null)
  const choices = useChoices(customer?.value ?? null)
  return (
    <>
      <Form
        action={create}
        toInput={(values) => ({ ...typedFrom(values), id, customerId: customer?.value ?? '' })}
        onDone={(made) => {
          toast.done(t('made', { number: made.number }))
          router.push(`/projects/${made.id}`)
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
            onCreate={setMaking}
          />
        </Card>
        {/* What was chosen of one customer is not another's. */}
        <ProjectFields
          key={customer?.value}
          choices={choices}
          members={members}
          rounding={rounding}
          contractId={customer?.value === given?.value ? contractId : null}
        />
        <FormActions>
          <SubmitButton shortcut="Ctrl+↵">{t('make')}</SubmitButton>
        </FormActions>
      </Form>
      {making !== null && (
        <NewCustomerDialog
          name={making}
          onClose={() => setMaking(null)}
          onMade={(made) => {
            setMaking(null)
            setCustomer({ value: made.id, label: made.name })
          }}
        />
      )}
    </>
  )
}
