'use client'
import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { Button } from '@/components/ui/button'
import { ButtonLink } from '@/components/ui/link'
import { Trouble } from '@/components/ui/trouble'

const everyMs = 5000

/**
 * A screen of the phone that the server could not make. Nobody has to stand there and press: it tries again by itself, and
 * with reception at once.
 */
export function FieldTrouble({ error, retry }: { error: unknown; retry: () => void }) {
  const t = useTranslations('common.trouble')
  const again = useRef(retry)
  again.current = retry
  useEffect(() => {
    console.error(error)
    const look = () => again.current()
    const timer = setInterval(look, everyMs)
    window.addEventListener('online', look)
    return () => {
      clearInterval(timer)
      window.removeEventListener('online', look)
    }
  }, [error])
  const id = error instanceof Error && 'digest' in error ? String(error.digest) : undefined
  return (
    <Trouble
      title={t('errorTitle')}
      id={id ? t('errorId', { id }) : undefined}
      action={
        <>
          <ButtonLink href="/field">{t('home')}</ButtonLink>
          <Button variant="primary" onPress={retry}>
            {t('retry')}
          </Button>
        </>
      }
    >
      {t('errorOnPhone')}
    </Trouble>
  )
}
