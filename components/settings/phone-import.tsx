'use client'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { FileDrop } from '@/components/ui/file-drop'
import { ProgressBar } from '@/components/ui/progress-bar'
import { useToast } from '@/components/ui/toast'
import { useRefresh } from '@/components/ui/use-refresh'
import { useRefusalText } from '@/components/ui/use-refusal-text'
import { type Imported, importPhone } from './import-phone'

const mostBytes = 1024 * 1024 * 1024

/** Brings in the file that a phone made of what it could not send. */
export function PhoneImport() {
  const t = useTranslations('sync')
  const toast = useToast()
  const refresh = useRefresh()
  const refusalText = useRefusalText()
  const [progress, setProgress] = useState<{ done: number; of: number } | null>(null)
  const [imported, setImported] = useState<Imported | null>(null)

  async function bringIn(file: File | undefined) {
    if (!file || progress) return
    setImported(null)
    setProgress({ done: 0, of: 1 })
    const outcome = await importPhone(file, (done, of) => setProgress({ done, of }))
    setProgress(null)
    if ('code' in outcome) return toast.refused(outcome)
    setImported(outcome)
    refresh()
  }
  return (
    <div className="flex flex-col gap-2 border-t border-line px-4 py-3">
      <p className="text-sm text-ink-soft">{t('importText')}</p>
      {progress ? (
        <ProgressBar label={t('importing')} done={progress.done} total={progress.of} />
      ) : (
        <FileDrop
          label={t('importPhone')}
          accept=".jsonl"
          maxFiles={1}
          maxBytes={mostBytes}
          files={[]}
          onChange={([file]) => void bringIn(file)}
        />
      )}
      {imported && (
        <div role="status" className="flex flex-col gap-1 text-sm">
          <p>{t('imported', { count: imported.done })}</p>
          {imported.refused.length > 0 && (
            <div className="text-alert-fg">
              <p>{t('notImported', { count: imported.refused.length })}</p>
              <ul className="list-disc pl-5">
                {imported.refused.slice(0, 20).map((refusal, at) => (
                  <li key={at}>{refusalText(refusal)}</li>
                ))}
              </ul>
            </div>
          )}
        </div>
      )}
    </div>
  )
}
