'use client'
import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { type Failed, Failure } from '@/components/ui/failure'

const everyMs = 5000

/**
 * A screen of the phone that the server could not make. Nobody has to stand there and press: it tries again by itself, and
 * with reception at once.
 */
export function FieldTrouble({ error, retry }: Failed) {
  const t = useTranslations('common.trouble')
  const again = useRef(retry)
  again.current = retry
  useEffect(() => {
    const look = () => again.current()
    const timer = setInterval(look, everyMs)
    window.addEventListener('online', look)
    return () => {
      clearInterval(timer)
      window.removeEventListener('online', look)
    }
  }, [])
  return <Failure error={error} retry={retry} home="/field" text={t('errorOnPhone')} />
}
