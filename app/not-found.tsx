import { useTranslations } from 'next-intl'
import { ButtonLink } from '@/components/ui/link'
import { Trouble } from '@/components/ui/trouble'

export default function NotFound() {
  const t = useTranslations('common.trouble')
  return (
    <Trouble
      title={t('notFoundTitle')}
      action={
        <ButtonLink href="/" variant="primary">
          {t('home')}
        </ButtonLink>
      }
    >
      {t('notFoundText')}
    </Trouble>
  )
}
