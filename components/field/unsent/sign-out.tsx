'use client'
import { LogOut } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { DateText } from '@/components/ui/date-text'
import type { RefusedReply } from '@/lib/reply'
import type { PhoneDatabase } from '../phone/db'
import { leavePhone } from '../phone/leave'
import type { SyncFacts } from '../phone/use-unsent'

/** Signs out; what is unsent is said first, stays on the phone sealed, and opens when the same member signs in again. */
export function SignOut({ db, facts }: { db: PhoneDatabase; facts: SyncFacts }) {
  const t = useTranslations('field.unsent')
  const [isAsked, setAsked] = useState(false)
  const { visits, operations, files, oldestAt } = facts.unsent
  const photos = files.total - files.sent
  const steps = operations + visits.reduce((sum, { refused }) => sum + refused.length, 0)
  const isEmpty = steps + photos === 0

  async function leave(): Promise<RefusedReply | undefined> {
    if (!(await leavePhone(db.memberId))) return { ok: false, code: 'sync.no_sign_out' }
  }
  return (
    <>
      <Button size="lg" icon={<LogOut />} onPress={() => setAsked(true)}>
        {t('signOut')}
      </Button>
      <ConfirmDialog
        isOpen={isAsked}
        onOpenChange={setAsked}
        title={t('signOutTitle')}
        confirmText={t('signOut')}
        isDangerous={!isEmpty}
        onConfirm={leave}
      >
        {isEmpty ? (
          t('signOutEmpty')
        ) : (
          <>
            {t('signOutUnsent', { steps, files: photos, both: steps > 0 && photos > 0 ? 'yes' : 'no' })}{' '}
            {oldestAt && (
              <>
                {t('oldest')} <DateText value={oldestAt} />.
              </>
            )}{' '}
            {t('signOutKept')}
          </>
        )}
      </ConfirmDialog>
    </>
  )
}
