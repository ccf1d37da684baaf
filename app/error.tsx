'use client'
import { useTranslations } from 'next-intl'
import { useEffect } from 'react'
import { Button } from '@/components/ui/button'
import { ButtonLink } from '@/components/ui/link'
import { Trouble } from '@/components/ui/trouble'

export default function ErrorScreen({ error, retry }: { error: unknown; retry: () => void }) {
  const t = useTranslations('common.trouble')
  useEffect(() => console.error(error), [error])
  const id = error instanceof Error && 'digest' in error ? String(error.digest) : undefined
  return (
    <Trouble
      title={t('errorTitle')}
      id={id ? t('errorId', { id }) : undefined}
      action={
        <>
          <ButtonLink href="/">{t('home')}</ButtonLink>
          <Button variant="primary" onPress={retry}>
            {t('retry')}
          </Button>
        </>
      }
    >
      {t('errorText')}
    </Trouble>
  )
}
