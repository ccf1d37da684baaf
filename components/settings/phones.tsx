'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { DateText } from '@/components/ui/date-text'
import { useToast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import { useRefresh } from '@/components/ui/use-refresh'
import { revoke } from '@/lib/sync/actions'
import type { PhoneOfMember } from '@/lib/sync/queries/devices'
import { PhoneImport } from './phone-import'

type Phone = PhoneOfMember & { member: string }

/** The phones of everybody: when each was last seen, what it still holds, and signing a lost one out. */
export function Phones({ phones }: { phones: readonly Phone[] }) {
  const t = useTranslations('sync')
  const toast = useToast()
  const refresh = useRefresh()
  const [asked, setAsked] = useState<Phone | null>(null)
  const revoking = useAction(revoke, {
    onDone: () => {
      toast.done(t('revoked', { name: asked?.member ?? '' }))
      refresh()
    },
    onRefused: toast.refused,
  })
  return (
    <Card title={t('phones')} count={phones.length} className="mt-4" isFlush>
      <p className="px-4 py-2 text-sm text-ink-soft">{t('phonesText')}</p>
      <ul>
        {phones.map((phone) => (
          <li key={phone.id} className="flex items-center gap-3 border-t border-line px-4 py-2">
            <span className="min-w-0 flex-1">
              <span className="block truncate font-medium">{phone.member}</span>
              <span className="block text-sm text-ink-faint">
                {[phone.name || t('noName'), phone.appVersion && t('version', { version: phone.appVersion })]
                  .filter(Boolean)
                  .join(' · ')}{' '}
                · {t('lastSeen')} <DateText value={phone.lastSeenAt} />
              </span>
              <span className="block text-sm text-ink-soft">
                <Holds phone={phone} />
              </span>
            </span>
            <Button onPress={() => setAsked(phone)}>{t('revoke')}</Button>
          </li>
        ))}
      </ul>
      <PhoneImport />
      <ConfirmDialog
        isOpen={asked !== null}
        onOpenChange={(isOpen) => !isOpen && setAsked(null)}
        title={t('revokeTitle', { name: asked?.member ?? '' })}
        confirmText={t('revoke')}
        isDangerous
        onConfirm={() => revoking.run({ id: asked?.id ?? '' })}
      >
        {t('revokeText')}
      </ConfirmDialog>
    </Card>
  )
}

function Holds({ phone }: { phone: PhoneOfMember }) {
  const t = useTranslations('sync')
  const { unsentOperations: operations, unsentFiles: files, unsentOldestAt } = phone
  if (operations + files === 0) return t('empty')
  return (
    <>
      {t('holds', { operations, files, both: operations > 0 && files > 0 ? 'yes' : 'no' })}
      {unsentOldestAt && (
        <>
          , {t('oldest')} <DateText value={unsentOldestAt} />
        </>
      )}
    </>
  )
}
