'use client'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useEffect } from 'react'
import { FieldTrouble } from '@/components/field/trouble'
import { Button } from '@/components/ui/button'
import { ButtonLink } from '@/components/ui/link'
import { Trouble } from '@/components/ui/trouble'

type Failed = { error: unknown; retry: () => void }

/** On the phone what sends is gone with it: the page is loaded anew, from what the phone keeps when the server still can't. */
export default function ErrorScreen({ error, retry }: Failed) {
  const isPhone = usePathname().startsWith('/field')
  if (isPhone) return <FieldTrouble error={error} retry={() => window.location.reload()} />
  return <OfficeTrouble error={error} retry={retry} />
}

function OfficeTrouble({ error, retry }: Failed) {
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
