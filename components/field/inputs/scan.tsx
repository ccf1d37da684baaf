'use client'
import { ScanLine } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'
import { forgetOnPhone } from '../draft'
import { type AnswerProps, TypedInput } from '../typed-answer'
import { newDetector } from './detector'
import { ScanDialog } from './scan-dialog'

/** A barcode or QR code by the camera, where the browser reads them; typing always does. */
export function ScanInput(props: AnswerProps) {
  const { field, visit, isReadOnly, onAnswer } = props
  const t = useTranslations('field.scan')
  const [canScan, setCanScan] = useState<boolean | null>(null)
  const [isOpen, setOpen] = useState(false)
  useEffect(() => void newDetector().then((detector) => setCanScan(detector !== null)), [])

  function found(text: string) {
    setOpen(false)
    // What was being typed gives way to what was read.
    for (const kept of ['answer', 'seen']) forgetOnPhone(`${kept}:${visit.id}:${field.id}`)
    void onAnswer(text)
  }

  return (
    <>
      {!isReadOnly && canScan && (
        <Button size="lg" icon={<ScanLine aria-hidden className="size-5" />} onPress={() => setOpen(true)}>
          {t('scan')}
        </Button>
      )}
      <TypedInput {...props} />
      {!isReadOnly && canScan === false && <p className="text-sm text-ink-soft">{t('typeIt')}</p>}
      {isOpen && <ScanDialog onFound={found} onClose={() => setOpen(false)} />}
    </>
  )
}
