'use client'
import { ExternalLink, Search } from 'lucide-react'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { LocatedText } from '@/components/geo/located-words'
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
import { findSite, placeSite } from '@/lib/customers/actions'
import type { SiteRow } from '@/lib/customers/queries'
import { degreesOf, placeTyped } from '@/lib/geo/rules/coordinates'
import { locatedState } from '@/lib/geo/rules/located'
import { addressOf } from './choices'

type Wanted = Parameters<typeof placeSite>[0]

/** Where a site is on the map: how well that is known, a pin to correct it, and looking the address up again. */
export function SitePlaceDialog({ site, onClose }: { site: SiteRow; onClose: () => void }) {
  const t = useTranslations('geo')
  const common = useTranslations('common.actions')
  const locale = useLocale()
  const refresh = useRefresh()
  const toast = useToast()
  const [latitude, setLatitude] = useState(shown(site.latitude, locale))
  const [longitude, setLongitude] = useState(shown(site.longitude, locale))
  const again = useAction(findSite)
  const pinning = useAction(placeSite)
  const { id: siteId } = site

  /** Back to the pin of before, or to where the address is. */
  async function undo(version: number) {
    const pin = locatedState(site) === 'pin' && site.latitude !== null && site.longitude !== null
    const reply = pin
      ? await pinning.run({ siteId, version, latitude: site.latitude ?? 0, longitude: site.longitude ?? 0 })
      : await again.run({ siteId, version })
    if (!reply.ok) toast.refused(reply)
    refresh()
  }

  function done(text: string, version: number) {
    toast.done(text, { undo: () => void undo(version) })
    onClose()
    refresh()
  }

  async function find() {
    const reply = await again.run({ siteId, version: site.version })
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
    <Dialog isOpen onOpenChange={(open) => !open && onClose()} title={t('title')} description={addressOf(site)}>
      <Form<Wanted, { version: number }>
        action={placeSite}
        toInput={(values) => ({
          siteId,
          version: site.version,
          latitude: degreesOf(String(values.latitude ?? '')),
          longitude: degreesOf(String(values.longitude ?? '')),
        })}
        onDone={({ version }) => done(t('pinned'), version)}
        stale={bothVersions<Wanted>({
          fields: (['latitude', 'longitude'] as const).map((key) => ({ key, label: t(key) })),
          onDiscard: () => {
            onClose()
            refresh()
          },
        })}
      >
        <LocatedText row={site} />
        {locatedState(site) !== 'pin' && <p className="text-sm text-ink-soft">{t('pinHint')}</p>}
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
            href={mapHref(site)}
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

/** The place of a site on OpenStreetMap: its coordinates, or else its address. */
export function mapHref(site: SiteRow): string {
  if (site.latitude === null || site.longitude === null)
    return `https://www.openstreetmap.org/search?query=${encodeURIComponent(`${addressOf(site)}, ${site.country}`)}`
  const at = `${site.latitude}/${site.longitude}`
  return `https://www.openstreetmap.org/?mlat=${site.latitude}&mlon=${site.longitude}#map=${site.located === 'place' ? 13 : 18}/${at}`
}
