'use client'
import { MailCheck } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Form, SubmitButton } from '@/components/ui/form'
import { TextField } from '@/components/ui/text-field'
import { enter } from './enter'
import { NewPasswordField } from './new-password-field'
import { post } from './post'

type Asked = { email: string }
const ask = post<Asked, object>('/api/auth/password-reset')

/** Asks for a link by mail; what it says then is the same for an address that nobody has. */
export function AskResetForm() {
  const t = useTranslations('auth')
  const [email, setEmail] = useState('')
  const [isSent, setSent] = useState(false)
  if (isSent) {
    return (
      <div role="status" className="flex flex-col gap-3">
        <p className="flex items-center gap-2 font-medium">
          <MailCheck aria-hidden className="size-5 text-done" />
          {t('reset.sentTitle')}
        </p>
        <p>{t('reset.sent', { email })}</p>
        <p className="text-sm text-ink-soft">{t('reset.again')}</p>
        <Button onPress={() => setSent(false)}>{t('reset.tryAgain')}</Button>
      </div>
    )
  }
  return (
    <Form<Asked, object> action={ask} onDone={() => setSent(true)} aria-label={t('reset.title')}>
      <TextField
        label={t('email')}
        name="email"
        type="email"
        inputMode="email"
        autoComplete="username"
        value={email}
        onChange={setEmail}
        isRequired
        autoFocus
      />
      <SubmitButton size="lg" className="w-full">
        {t('reset.submit')}
      </SubmitButton>
    </Form>
  )
}

type Chosen = { password: string }

/** Chooses the new password behind the link, and signs in with it. */
export function ChoosePasswordForm({ token, email, name }: { token: string; email: string; name: string }) {
  const t = useTranslations('auth')
  const save = post<Chosen, { email: string }>(`/api/auth/password-reset/${token}`)
  return (
    <Form<Chosen, { email: string }>
      action={async (input) => {
        const reply = await save(input)
        if (reply.ok) await enter({ email: reply.value.email, password: input.password })
        return reply
      }}
      aria-label={t('reset.chooseTitle')}
    >
      <input type="hidden" name="username" autoComplete="username" value={email} readOnly disabled />
      <NewPasswordField label={t('newPassword')} personal={[name, email]} />
      <SubmitButton size="lg" className="w-full">
        {t('reset.chooseSubmit')}
      </SubmitButton>
    </Form>
  )
}
