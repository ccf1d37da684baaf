'use client'
import { Building2, ChevronRight } from 'lucide-react'
import { signIn } from 'next-auth/react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Form, SubmitButton } from '@/components/ui/form'
import { Link } from '@/components/ui/link'
import { TextField } from '@/components/ui/text-field'
import { forgetMemberCaches } from '@/lib/field-caches'
import type { Reply } from '@/lib/reply'
import { PasswordField } from './password-field'

type Input = { email: string; password: string; organizationId?: string }
type Company = { id: string; name: string }

/** Asks next-auth, and turns its answer into ours: signed in, the companies to choose from, or a refusal. */
async function askToSignIn(input: Input): Promise<Reply<Company[]>> {
  // Whoever comes in sees nothing of who was here before.
  await forgetMemberCaches()
  const answer = await signIn('password', { ...input, redirect: false })
  const error = answer?.error ?? (answer?.ok ? '' : 'common.unexpected')
  if (!error) return { ok: true, value: [] }
  if (error.startsWith('choose:')) return { ok: true, value: JSON.parse(error.slice('choose:'.length)) as Company[] }
  const [code, errorId] = error.split(':')
  return { ok: false, code: code?.includes('.') ? code : 'common.unexpected', errorId }
}

/** E-mail and password; then, for who works in several companies, which one. `next` is where to go. */
export function SignInForm({ next, email }: { next: string; email?: string }) {
  const t = useTranslations('auth')
  const [typed, setTyped] = useState<Input | null>(null)
  const [companies, setCompanies] = useState<Company[]>([])

  async function ask(input: Input): Promise<Reply<Company[]>> {
    setTyped(input)
    return askToSignIn(input)
  }

  function enter(found: Company[]) {
    if (found.length > 0) setCompanies(found)
    // A whole new page: the language and the company may be others now.
    else window.location.assign(next)
  }

  if (companies.length > 0 && typed) {
    return (
      <div className="flex flex-col gap-2">
        <p className="mb-1 text-ink-soft">{t('signIn.choose')}</p>
        {companies.map((company) => (
          <Button
            key={company.id}
            size="lg"
            className="justify-start! gap-3!"
            icon={<Building2 aria-hidden className="size-5 text-ink-faint" />}
            onPress={async () => {
              const reply = await askToSignIn({ ...typed, organizationId: company.id })
              if (reply.ok) enter(reply.value)
              else setCompanies([])
            }}
          >
            <span className="flex flex-1 items-center justify-between gap-2">
              {company.name}
              <ChevronRight aria-hidden className="size-4 text-ink-faint" />
            </span>
          </Button>
        ))}
      </div>
    )
  }
  return (
    <Form<Input, Company[]> action={ask} onDone={enter} aria-label={t('signIn.title')}>
      <TextField
        label={t('email')}
        name="email"
        type="email"
        autoComplete="username"
        inputMode="email"
        defaultValue={email}
        autoFocus={!email}
        isRequired
      />
      <PasswordField
        label={t('password')}
        name="password"
        autoComplete="current-password"
        autoFocus={Boolean(email)}
        isRequired
      />
      <div className="-mt-2 text-sm">
        <Link href="/reset-password" look="quiet" className="text-ink-soft">
          {t('signIn.forgotten')}
        </Link>
      </div>
      <SubmitButton size="lg" className="w-full">
        {t('signIn.submit')}
      </SubmitButton>
    </Form>
  )
}
