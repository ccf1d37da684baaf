'use client'
import { Boxes, Plus } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { addressOf, assetName } from '@/components/customers/choices'
import { Badge } from '@/components/ui/badge'
import { Card } from '@/components/ui/card'
import { ButtonLink, Link } from '@/components/ui/link'
import type { AssetRow } from '@/lib/assets/queries'

/** What a customer has that is serviced. */
export function AssetsCard({ assets, newHref }: { assets: AssetRow[]; newHref: string }) {
  const t = useTranslations('assets')
  return (
    <Card
      title={t('title')}
      count={assets.length}
      actions={
        <ButtonLink href={newHref} variant="ghost" size="sm" icon={<Plus aria-hidden className="size-4" />}>
          {t('new')}
        </ButtonLink>
      }
    >
      {assets.length === 0 ? (
        <p className="text-ink-faint">{t('noneHere')}</p>
      ) : (
        <ul className="-my-2 divide-y divide-line">
          {assets.map((asset) => (
            <li key={asset.id}>
              <Link
                href={`/assets/${asset.id}`}
                look="plain"
                className="-mx-2 flex flex-wrap items-center gap-x-3 rounded-md px-2 py-2 hover:bg-hover"
              >
                <Boxes aria-hidden className="size-4 text-ink-faint" />
                <span className="min-w-0 flex-1 basis-48 truncate">{assetName(asset)}</span>
                {asset.retiredAt && <Badge>{t('retired')}</Badge>}
                <span className="tabular text-ink-soft">{asset.serial}</span>
                <span className="text-sm text-ink-faint">{addressOf(asset)}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Card>
  )
}
