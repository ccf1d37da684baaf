'use client'
import { usePathname } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { FieldTrouble } from '@/components/field/trouble'
import { type Failed, Failure } from '@/components/ui/failure'

/** On the phone what sends is gone with it: the page is loaded anew, from what the phone keeps when the server still can't. */
export default function ErrorScreen({ error, retry }: Failed) {
  const t = useTranslations('common.trouble')
  if (/^\/field(\/|$)/.test(usePathname())) return <FieldTrouble error={error} retry={() => window.location.reload()} />
  return <Failure error={error} retry={retry} home="/" text={t('errorText')} />
}
