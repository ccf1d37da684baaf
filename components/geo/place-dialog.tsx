'use client'
import { ExternalLink, Search } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { addressOf } from '@/components/customers/choices'
import { PinMap } from '@/components/map/pin-map'
import { Button } from '@/components/ui/button'
import { formatDecimal } from '@/components/ui/decimal'
import { Dialog } from '@/components/ui/dialog'
import { FieldRow, Form, FormActions, SubmitButton } from '@/components/ui/form'
import { bothVersions } from '@/components/ui/stale-dialog'
import { TextField } from '@/components/ui/text-field'
import { useToast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import { useRefresh } from '@/components/ui/use-refresh'
import { degreesOf, placeTyped } from '@/lib/geo/rules/coordinates'
import { type Address, type Location, locatedState } from '@/lib/geo/rules/located'
import type { Action } from '@/lib/reply'
import { LocatedText } from './located-words'

/** Something with an address: a site, the depot, a home. */
export type Placed = Address & Location & { version: number }
type Pin = { version: number; latitude: number; longitude: number }

/** Where an address is on the map: how well that is known, a pin to correct it, and looking the address up again. */
export function PlaceDialog({
  row,
  pin,
  find: seek,
  onClose,
}: {
  row: Placed
  pin: Action<Pin, { version: number }>
  find: Action<{ version: number }, { version: number }>
  onClose: () => void
}) {
  const t = useTranslations('geo')
  const common = useTranslations('common.actions')
  const locale = useLocale()
  const refresh = useRefresh()
  const toast = useToast()
  const [latitude, setLatitude] = useState(shown(row.latitude, locale))
  const [longitude, setLongitude] = useState(shown(row.longitude, locale))
  const again = useAction(seek)
  const pinning = useAction(pin)

  /** Back to the pin of before, or to where the address is. */
  async function undo(version: number) {
    const { latitude, longitude } = row
    const hadPin = locatedState(row) === 'pin' && latitude !== null && longitude !== null
    const reply = hadPin ? await pinning.run({ version, latitude, longitude }) : await again.run({ version })
    if (!reply.ok) toast.refused(reply)
    refresh()
  }

  function done(text: string, version: number) {
    toast.done(text, { undo: () => void undo(version) })
    onClose()
    refresh()
  }

  async function find() {
    const reply = await again.run({ version: row.version })
    if (!reply.ok) return toast.refused(reply)
    done(t('looking'), reply.value.version)
  }

  /** Both numbers of a map are often copied at once. */
  function type(set: (text: string) => void) {
    return (text: string) => {
      const both = placeTyped(text)
      if (!both) return set(text)
      setLatitude(shown(both.latitude, locale))
      setLongitude(shown(both.longitude, locale))
    }
  }

  return (
    <Dialog isOpen onOpenChange={(open) => !open && onClose()} title={t('title')} description={addressOf(row)}>
      <Form<Pin, { version: number }>
        action={pin}
        toInput={(values) => ({
          version: row.version,
          latitude: degreesOf(String(values.latitude ?? '')),
          longitude: degreesOf(String(values.longitude ?? '')),
        })}
        onDone={({ version }) => done(t('pinned'), version)}
        stale={bothVersions<Pin>({
          fields: (['latitude', 'longitude'] as const).map((key) => ({ key, label: t(key) })),
          onDiscard: () => {
            onClose()
            refresh()
          },
        })}
      >
        <LocatedText row={row} />
        {locatedState(row) !== 'pin' && <p className="text-sm text-ink-soft">{t('pinHint')}</p>}
        <PinMap
          latitude={numberOf(latitude)}
          longitude={numberOf(longitude)}
          onChange={(at) => {
            setLatitude(shown(at.latitude, locale))
            setLongitude(shown(at.longitude, locale))
          }}
        />
        <FieldRow>
          <TextField
            label={t('latitude')}
            name="latitude"
            inputMode="decimal"
            value={latitude}
            onChange={type(setLatitude)}
            description={t('pasteHint')}
            isRequired
          />
          <TextField
            label={t('longitude')}
            name="longitude"
            inputMode="decimal"
            value={longitude}
            onChange={type(setLongitude)}
            isRequired
          />
        </FieldRow>
        <div className="flex flex-wrap items-center justify-between gap-2">
          <a
            className="inline-flex w-fit items-center gap-1.5 text-sm text-accent-ink hover:underline"
            target="_blank"
            rel="noreferrer"
            href={mapHref(row)}
          >
            {t('openMap')}
            <ExternalLink aria-hidden className="size-3.5" />
          </a>
          <Button size="sm" icon={<Search />} onPress={() => void find()} isPending={again.isPending}>
            {t('findAgain')}
          </Button>
        </div>
        <FormActions>
          <Button onPress={onClose}>{common('cancel')}</Button>
          <SubmitButton>{t('setPin')}</SubmitButton>
        </FormActions>
      </Form>
    </Dialog>
  )
}

/** What the map can show of a field: nothing while it is empty or half typed. */
function numberOf(text: string): number | null {
  const degrees = degreesOf(text)
  return Number.isFinite(degrees) ? degrees : null
}

function shown(degrees: number | null, locale: string): string {
  return degrees === null ? '' : formatDecimal(String(degrees), locale, 0, 7)
}

/** The place on OpenStreetMap: its coordinates, or else its address. */
export function mapHref(row: Address & Location): string {
  if (row.latitude === null || row.longitude === null)
    return `https://www.openstreetmap.org/search?query=${encodeURIComponent(`${addressOf(row)}, ${row.country}`)}`
  const at = `${row.latitude}/${row.longitude}`
  return `https://www.openstreetmap.org/?mlat=${row.latitude}&mlon=${row.longitude}#map=${row.located === 'place' ? 13 : 18}/${at}`
}
