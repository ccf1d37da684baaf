'use client'
import { MapPin } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { LocatedText } from '@/components/geo/located-words'
import { PlaceDialog, type Placed } from '@/components/geo/place-dialog'
import { Button } from '@/components/ui/button'
import { findBase, pinBase } from '@/lib/auth/actions'

/** How well is known where a home or (`memberId` null) the depot is, and a pin to correct it. */
export function BasePin({ row, memberId }: { row: Placed; memberId: string | null }) {
  const t = useTranslations('geo')
  const [isOpen, setOpen] = useState(false)
  return (
    <div className="flex flex-wrap items-center justify-between gap-2">
      <LocatedText row={row} />
      <Button size="sm" icon={<MapPin />} onPress={() => setOpen(true)}>
        {t('title')}
      </Button>
      {isOpen && (
        // React passes a submit on to the form in which this stands, though on the page it stands elsewhere.
        <div className="contents" onSubmit={(event) => event.stopPropagation()}>
          <PlaceDialog
            key={row.version}
            row={row}
            pin={(input, key) => pinBase({ memberId, ...input }, key)}
            find={(input, key) => findBase({ memberId, ...input }, key)}
            onClose={() => setOpen(false)}
          />
        </div>
      )}
    </div>
  )
}
