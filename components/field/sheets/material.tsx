'use client'
import { Plus, Search } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import { uuidv7 } from 'uuidv7'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { EmptyState } from '@/components/ui/empty-state'
import { Skeleton } from '@/components/ui/skeleton'
import { TextField } from '@/components/ui/text-field'
import type { VisitData } from '@/lib/field/view/data'
import { productsFor } from '@/lib/field/view/products'
import { isOpen as isOpenVisit } from '@/lib/visits/rules'
import { useProductLists } from '../phone/use-product-lists'
import { useMaterials } from './materials'
import { Quantity } from './quantity'

/** Material that was used: how many with plus and minus, new from the list of products, no prices. */
export function MaterialSheet({ visit, isOpen, onClose }: { visit: VisitData; isOpen: boolean; onClose: () => void }) {
  const t = useTranslations('field.material')
  const { save, remove } = useMaterials(visit, 'included')
  const [isSearching, setSearching] = useState(false)
  const isRecordable = isOpenVisit(visit.status)
  const used = visit.materials.filter(({ billing }) => billing !== 'extra')

  function add(product: { id: string | null; name: string; unit: string }) {
    const already = used.find(({ productId }) => product.id !== null && productId === product.id)
    setSearching(false)
    if (already) return void save({ ...already, quantity: String(Number(already.quantity) + 1) })
    void save({
      id: uuidv7(),
      productId: product.id,
      description: product.name,
      quantity: '1',
      unit: product.unit,
      kind: 'material',
    })
  }

  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={(open) => {
        if (open) return
        setSearching(false)
        onClose()
      }}
      title={t(isSearching ? 'add' : 'title')}
    >
      {isSearching ? (
        <ProductList onChoose={add} />
      ) : (
        <div className="flex flex-col gap-3">
          {used.length === 0 && (
            <EmptyState title={t('empty')} isCompact>
              {t('emptyHelp')}
            </EmptyState>
          )}
          {used.map((material) => (
            <div key={material.id} className="flex flex-col gap-1 border-b border-line pb-3 last:border-b-0">
              <p>{material.description}</p>
              <Quantity
                label={material.description}
                value={material.quantity}
                unit={material.unit}
                isReadOnly={!isRecordable}
                onChange={(quantity) => void save({ ...material, quantity })}
                onRemove={() => void remove(material)}
              />
            </div>
          ))}
          {isRecordable && (
            <Button variant="primary" size="lg" icon={<Plus className="size-5" />} onPress={() => setSearching(true)}>
              {t('add')}
            </Button>
          )}
        </div>
      )}
    </Dialog>
  )
}

/** The products by what is typed; without a word, what was used lately first. */
function ProductList({ onChoose }: { onChoose: (product: { id: string | null; name: string; unit: string }) => void }) {
  const t = useTranslations('field.material')
  const [query, setQuery] = useState('')
  const lists = useProductLists()
  const found = useMemo(() => lists && productsFor(lists.products, lists.recentIds, query), [lists, query])
  const typed = query.trim()
  return (
    <div className="flex min-h-80 flex-col gap-2">
      <TextField
        label={t('search')}
        isLabelHidden
        placeholder={t('search')}
        prefix={<Search />}
        value={query}
        onChange={setQuery}
        inputMode="search"
        autoFocus
      />
      {found === null && <Skeleton className="h-12 w-full" />}
      <ul>
        {found?.map((product) => (
          <li key={product.id}>
            <button
              type="button"
              onClick={() => onChoose(product)}
              className="focus-ring flex min-h-14 w-full items-center gap-3 border-b border-line py-2 text-left"
            >
              <span className="min-w-0 flex-1">
                <span className="block">{product.name}</span>
                <span className="block text-sm text-ink-soft">
                  {product.number}
                  {product.isRecent && ` · ${t('recent')}`}
                </span>
              </span>
              <Plus aria-hidden className="size-5 shrink-0 text-accent-ink" />
            </button>
          </li>
        ))}
        {typed && (
          <li>
            <button
              type="button"
              onClick={() => onChoose({ id: null, name: typed, unit: 'st' })}
              className="focus-ring flex min-h-14 w-full items-center gap-3 py-2 text-left text-accent-ink"
            >
              <Plus aria-hidden className="size-5 shrink-0" />
              <span className="min-w-0 flex-1">{t('notInList', { name: typed })}</span>
            </button>
          </li>
        )}
      </ul>
    </div>
  )
}
