'use client'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { Form, SubmitButton } from '@/components/ui/form'
import { TextField } from '@/components/ui/text-field'
import { enter } from './enter'
import { NewPasswordField } from './new-password-field'
import { PasswordField } from './password-field'
import { post } from './post'

type Input = { name: string; password: string; locale: string }
type Output = { email: string; organizationId: string }

/** Joins a company: chooses a password, or proves the account that is there already. */
export function AcceptForm({
  token,
  person,
}: {
  token: string
  person: { name: string; email: string; hasAccount: boolean }
}) {
  const t = useTranslations('auth')
  const locale = useLocale()
  const [name, setName] = useState(person.name)
  const accept = post<Input, Output>(`/api/auth/invitation/${token}`)
  return (
    <Form<Input, Output>
      action={async (input) => {
        const reply = await accept(input)
        if (reply.ok) await enter({ ...reply.value, password: input.password })
        return reply
      }}
      with={{ locale }}
      aria-label={t('invitation.submit')}
    >
      <TextField label={t('email')} value={person.email} isReadOnly autoComplete="username" />
      <TextField label={t('name')} name="name" autoComplete="name" value={name} onChange={setName} isRequired />
      {person.hasAccount ? (
        <PasswordField label={t('password')} name="password" autoComplete="current-password" isRequired autoFocus />
      ) : (
        <NewPasswordField label={t('newPassword')} personal={[name, person.email]} />
      )}
      <SubmitButton size="lg" className="w-full">
        {t('invitation.submit')}
      </SubmitButton>
    </Form>
  )
}
