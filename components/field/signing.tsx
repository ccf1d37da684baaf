'use client'
import { useTranslations } from 'next-intl'
import { SegmentedControl } from '@/components/ui/segmented-control'
import { SignaturePad } from '@/components/ui/signature-pad'
import { TextArea } from '@/components/ui/text-area'
import { TextField } from '@/components/ui/text-field'
import type { VisitData } from '@/lib/field/view/data'
import type { Signed } from './close'

/** Who signs: the customer, or why there is nobody; or the technician, where that is the rule. */
export function Signing({
  visit,
  signed,
  onChange,
}: {
  visit: VisitData
  signed: Signed
  onChange: (signed: Signed) => void
}) {
  const t = useTranslations('field.close')
  return (
    <section id="signature" className="flex scroll-mt-20 flex-col gap-3 rounded-md border border-line bg-surface p-3">
      {visit.signatureRule === 'customer_or_reason' && (
        <SegmentedControl
          label={t('who')}
          className="w-full"
          value={signed.signer === 'absent' ? 'absent' : 'customer'}
          onChange={(signer) => onChange({ ...signed, signer, drawn: null })}
          options={[
            { value: 'customer', label: t('customerSigns') },
            { value: 'absent', label: t('customerAbsent') },
          ]}
        />
      )}
      {signed.signer === 'absent' ? (
        <TextArea
          label={t('absentReason')}
          value={signed.absentReason}
          onChange={(absentReason) => onChange({ ...signed, absentReason })}
          isRequired
          rows={2}
          maxLength={500}
        />
      ) : (
        <>
          <TextField
            label={t(signed.signer === 'technician' ? 'technicianName' : 'customerName')}
            value={signed.name}
            onChange={(name) => onChange({ ...signed, name })}
            isRequired
            maxLength={120}
            autoComplete="off"
          />
          <SignaturePad label={t('signature')} isRequired onChange={(drawn) => onChange({ ...signed, drawn })} />
        </>
      )}
    </section>
  )
}
