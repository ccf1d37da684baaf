'use client'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { cx } from '@/components/ui/cx'
import { PasswordField } from './password-field'

/** Shortest that is accepted; the whole judgement is loaded with the estimator, when somebody types. */
const shortest = 12
const looks = ['bg-alert', 'bg-alert', 'bg-running', 'bg-done', 'bg-done']

/** A password to choose, with how hard it is to guess. `personal` are words that make it easier: name, address, company. */
export function NewPasswordField({
  name = 'password',
  label,
  personal = [],
}: {
  name?: string
  label: string
  personal?: readonly string[]
}) {
  const t = useTranslations('auth.strength')
  const [password, setPassword] = useState('')
  const [score, setScore] = useState<number | null>(null)
  const known = personal.join('\n')

  useEffect(() => {
    let isOver = false
    if (password === '') setScore(null)
    // The list of common passwords is large: it comes when it is needed.
    else
      void import('@/lib/password-strength').then(({ passwordScore }) => {
        if (!isOver) setScore(passwordScore(password, known.split('\n')))
      })
    return () => {
      isOver = true
    }
  }, [password, known])

  const missing = shortest - [...password].length
  const shown = score === null ? 0 : missing > 0 ? Math.min(score, 1) : score
  const words =
    score === null
      ? t('hint')
      : missing > 0
        ? t('short', { count: missing })
        : t(score < 3 ? 'weak' : score < 4 ? 'good' : 'strong')
  return (
    <PasswordField
      label={label}
      name={name}
      autoComplete="new-password"
      isRequired
      value={password}
      onChange={setPassword}
      description={
        <>
          <span aria-hidden className="mt-1 mb-0.5 flex gap-1">
            {[1, 2, 3, 4].map((step) => (
              <span
                key={step}
                className={cx('h-1 flex-1 rounded-full transition-colors', step <= shown ? looks[shown] : 'bg-pressed')}
              />
            ))}
          </span>
          <span aria-live="polite">{words}</span>
        </>
      }
    />
  )
}
