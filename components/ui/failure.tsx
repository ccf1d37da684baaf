'use client'
import { useTranslations } from 'next-intl'
import { useEffect } from 'react'
import { Button } from './button'
import { ButtonLink } from './link'
import { Trouble } from './trouble'

export type Failed = { error: unknown; retry: () => void }

/** A screen that broke: the number of the bug, `home` to go to, and once more. */
export function Failure({ error, retry, home, text }: Failed & { home: string; text: string }) {
  const t = useTranslations('common.trouble')
  useEffect(() => console.error(error), [error])
  const id = error instanceof Error && 'digest' in error ? String(error.digest) : undefined
  return (
    <Trouble
      title={t('errorTitle')}
      id={id ? t('errorId', { id }) : undefined}
      action={
        <>
          <ButtonLink href={home}>{t('home')}</ButtonLink>
          <Button variant="primary" onPress={retry}>
            {t('retry')}
          </Button>
        </>
      }
    >
      {text}
    </Trouble>
  )
}
