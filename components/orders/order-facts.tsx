'use client'
import { KeyRound, Map as MapIcon, Phone } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { addressOf, assetName } from '@/components/customers/choices'
import { Card } from '@/components/ui/card'
import { DateText } from '@/components/ui/date-text'
import { DefinitionList } from '@/components/ui/definition-list'
import { Duration } from '@/components/ui/duration'
import { Link } from '@/components/ui/link'
import { Money } from '@/components/ui/money'
import { useLoadWords } from '@/components/vehicles/words'
import type { OrderPage } from '@/lib/orders/queries/page'
import { OrderStatusBadge } from './status'

/** Who, where and about what; then the agreements. */
export function OrderFacts({ page }: { page: OrderPage }) {
  const { order, customer, site, contact, asset, followUpOf, project, contract } = page
  const t = useTranslations('orders')
  const { load } = useLoadWords()
  const address = addressOf(site)
  const phone = contact?.phone || customer.phone
  const email = contact?.email || customer.email
  return (
    <>
      <Card title={t('cards.who')}>
        <div className="flex flex-col gap-3">
          {/* Lines of links one below the other: each as high as a finger needs. */}
          <div className="leading-6">
            <Link href={`/customers/${customer.id}`} className="font-medium">
              {customer.name}
            </Link>
            {contact && <p className="text-ink-soft">{contact.name}</p>}
            {phone && (
              <p>
                <a
                  href={`tel:${phone.replace(/[^\d+]/g, '')}`}
                  className="inline-flex items-center gap-1.5 hover:underline"
                >
                  <Phone aria-hidden className="size-3.5 text-ink-faint" />
                  <span className="tabular">{phone}</span>
                </a>
              </p>
            )}
            {email && (
              <p className="truncate">
                <a href={`mailto:${email}`} className="text-ink-soft hover:underline">
                  {email}
                </a>
              </p>
            )}
          </div>
          <div>
            {site.name && <p>{site.name}</p>}
            <a
              href={`https://www.openstreetmap.org/search?query=${encodeURIComponent(`${address}, ${site.country}`)}`}
              target="_blank"
              rel="noreferrer"
              className="inline-flex items-start gap-1.5 hover:underline"
            >
              <MapIcon aria-hidden className="mt-1 size-3.5 shrink-0 text-ink-faint" />
              {address}
            </a>
            {site.accessNotes && (
              <p className="mt-1 flex items-start gap-1.5 text-sm text-ink-soft">
                <KeyRound aria-hidden className="mt-0.5 size-3.5 shrink-0 text-ink-faint" />
                {site.accessNotes}
              </p>
            )}
          </div>
          {asset && (
            <div>
              <p className="text-sm text-ink-faint">{t('fields.assetId')}</p>
              <Link href={`/assets/${asset.id}`}>{assetName(asset)}</Link>
              {asset.serial && <p className="tabular text-sm text-ink-soft">{asset.serial}</p>}
            </div>
          )}
        </div>
      </Card>
      <Card title={t('cards.agreements')}>
        <DefinitionList
          items={[
            { label: t('fields.priority'), value: t(`priority.${order.priority}`) },
            { label: t('fields.dueOn'), value: order.dueOn && <DateText value={order.dueOn} /> },
            { label: t('fields.durationMinutes'), value: <Duration minutes={order.durationMinutes} /> },
            { label: t('load'), value: load(page.load), isHidden: !load(page.load) },
            {
              label: t('fields.poNumber'),
              value:
                order.poNumber ||
                (customer.poRequired ? <span className="text-alert-fg">{t('poMissing')}</span> : null),
            },
            {
              label: t('fields.agreedBasis'),
              value: order.agreedBasis && `${t(`agreementBasis.${order.agreedBasis}`)} ${order.agreedReference}`.trim(),
              isHidden: !order.agreedBasis,
            },
            { label: t('fields.agreedAmount'), value: order.agreedAmount && <Money value={order.agreedAmount} /> },
            { label: t('fields.createdAt'), value: <DateText value={order.createdAt} /> },
            {
              label: t('fields.projectId'),
              isHidden: !project,
              value: project && (
                <Link href={`/projects/${project.id}`}>
                  <span className="tabular">{project.number}</span> {project.name}
                </Link>
              ),
            },
            {
              label: t('fields.contractId'),
              isHidden: !contract,
              value: contract && (
                <Link href={`/contracts/${contract.id}`}>
                  <span className="tabular">{contract.number}</span> {contract.name}
                </Link>
              ),
            },
            {
              label: t('followUpOf'),
              isHidden: !followUpOf?.id,
              value: followUpOf?.id && (
                <Link href={`/orders/${followUpOf.id}`}>
                  <span className="tabular">{followUpOf.number}</span>
                </Link>
              ),
            },
            {
              label: t('followUps'),
              isHidden: page.followUps.length === 0,
              value: (
                <ul className="flex flex-col gap-1">
                  {page.followUps.map((one) => (
                    <li key={one.id} className="flex flex-wrap items-center gap-x-2">
                      <Link href={`/orders/${one.id}`}>
                        <span className="tabular">{one.number}</span>
                      </Link>
                      <OrderStatusBadge status={one.status} look="plain" />
                    </li>
                  ))}
                </ul>
              ),
            },
          ]}
        />
      </Card>
    </>
  )
}
