'use client'
import { ArrowDown, ArrowUp, CircleAlert, Copy, GripVertical, Plus, Trash2 } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useEffect, useState } from 'react'
import { Button as AriaButton } from 'react-aria-components/Button'
import { GridList, GridListItem } from 'react-aria-components/GridList'
import { useDragAndDrop } from 'react-aria-components/useDragAndDrop'
import { Button } from '@/components/ui/button'
import { cx } from '@/components/ui/cx'
import { EmptyState } from '@/components/ui/empty-state'
import { IconButton } from '@/components/ui/icon-button'
import { useToast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import { useRefresh } from '@/components/ui/use-refresh'
import { save } from '@/lib/forms/actions'
import type { FormTemplate } from '@/lib/forms/queries'
import { type FormField, type FormKind, formLimits, labelOf } from '@/lib/forms/rules'
import { formProblems } from '@/lib/forms/rules/problems'
import { newId } from '@/lib/ids'
import { FormPreview } from './form-preview'
import { QuestionEditor } from './question-editor'

type Current = { version: number; fields: FormField[] }

/** Makes a form: questions at the left (drag, or the arrows), the chosen one in the middle, the phone at the right. */
export function FormBuilder({
  orderTypeId,
  kind,
  template,
}: {
  orderTypeId: string
  kind: FormKind
  template: FormTemplate | null
}) {
  const t = useTranslations('forms.builder')
  const types = useTranslations('forms.types')
  const toast = useToast()
  const refresh = useRefresh()
  const saving = useAction(save)
  const [published, setPublished] = useState<Current>({
    version: template?.number ?? 0,
    fields: template?.fields ?? [],
  })
  const [fields, setFields] = useState(published.fields)
  const [chosenId, setChosenId] = useState<string | null>(published.fields[0]?.id ?? null)
  const [isTried, setTried] = useState(false)
  const [theirs, setTheirs] = useState<Current | null>(null)
  const isDirty = JSON.stringify(fields) !== JSON.stringify(published.fields)
  const problems = formProblems(kind, fields)
  const wrong = new Set(Object.keys(problems).map((path) => Number(path.split('.')[1])))
  const at = fields.findIndex((field) => field.id === chosenId)
  const chosen = fields[at]

  useEffect(() => {
    if (!isDirty) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [isDirty])

  const nameOf = (field: FormField) => labelOf(field, 'nl') || t('newQuestion')

  function insert(field: FormField, index: number) {
    setFields((now) => [...now.slice(0, index), field, ...now.slice(index)])
    setChosenId(field.id)
  }

  function move(from: number, to: number) {
    const field = fields[from]
    if (!field || to < 0 || to >= fields.length) return
    const rest = fields.filter((_, index) => index !== from)
    setFields([...rest.slice(0, to), field, ...rest.slice(to)])
  }

  function remove(index: number) {
    const field = fields[index]
    if (!field) return
    setFields(fields.filter((one) => one !== field))
    setChosenId(fields[index + 1]?.id ?? fields[index - 1]?.id ?? null)
    toast.done(t('removed', { name: nameOf(field) }), { undo: () => insert(field, index) })
  }

  async function publish(version = published.version) {
    setTried(true)
    const [first] = wrong
    if (wrong.size > 0) return setChosenId(fields[first ?? 0]?.id ?? null)
    const sent = fields
    const reply = await saving.run({ orderTypeId, kind, version, fields: sent })
    if (reply.ok) {
      setPublished({ version: reply.value.number, fields: sent })
      setTheirs(null)
      setTried(false)
      toast.done(t('published', { number: reply.value.number }))
      refresh()
    } else if (reply.code === 'common.stale') setTheirs(reply.current as Current)
    else toast.refused(reply)
  }

  const { dragAndDropHooks } = useDragAndDrop({
    getItems: (keys) => [...keys].map((key) => ({ 'text/plain': String(key) })),
    onReorder: ({ keys, target }) => {
      const from = fields.findIndex((field) => keys.has(field.id))
      const over = fields.findIndex((field) => field.id === target.key)
      const gap = target.dropPosition === 'after' ? over + 1 : over
      move(from, gap > from ? gap - 1 : gap)
    },
  })

  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-center gap-3">
        <p className="min-w-60 flex-1 text-ink-soft">{t(kind === 'intake' ? 'intakeIntro' : 'checklistIntro')}</p>
        <span className="tabular text-sm text-ink-faint">
          {isDirty
            ? t('unsaved')
            : published.version > 0
              ? t('version', { number: published.version })
              : t('unpublished')}
        </span>
        {isDirty && (
          <Button variant="ghost" onPress={() => setFields(published.fields)}>
            {t('discard')}
          </Button>
        )}
        <Button
          variant="primary"
          isDisabled={!isDirty}
          isPending={saving.isPending}
          onPress={() => void publish(theirs?.version)}
        >
          {theirs ? t('publishMine') : t('publish')}
        </Button>
      </div>
      {isTried && wrong.size > 0 && (
        <p
          role="alert"
          className="flex items-center gap-2 rounded-md border border-alert-line bg-alert-bg px-3 py-2 text-alert-fg"
        >
          <CircleAlert aria-hidden className="size-4 shrink-0" />
          {t('problems', { count: wrong.size })}
        </p>
      )}
      {theirs && (
        <div
          role="alert"
          className="flex flex-wrap items-center gap-3 rounded-md border border-running-line bg-running-bg px-3 py-2 text-running-fg"
        >
          <p className="min-w-60 flex-1">{t('stale', { number: theirs.version })}</p>
          <Button
            size="sm"
            onPress={() => {
              setPublished(theirs)
              setFields(theirs.fields)
              setChosenId(theirs.fields[0]?.id ?? null)
              setTheirs(null)
            }}
          >
            {t('loadTheirs')}
          </Button>
        </div>
      )}
      <div className="grid items-start gap-5 md:grid-cols-[16rem_1fr] xl:grid-cols-[17rem_1fr_20rem]">
        <div className="flex min-w-0 flex-col gap-2">
          <GridList
            aria-label={t('question')}
            items={fields.map((field, index) => ({ ...field, index }))}
            dragAndDropHooks={dragAndDropHooks}
            selectionMode="single"
            selectionBehavior="replace"
            disallowEmptySelection
            selectedKeys={chosenId ? [chosenId] : []}
            onSelectionChange={(keys) => keys !== 'all' && setChosenId(String([...keys][0] ?? ''))}
            dependencies={[isTried, problems]}
            renderEmptyState={() => (
              <EmptyState title={t('emptyTitle')} isCompact>
                {t('empty')}
              </EmptyState>
            )}
            className="flex flex-col gap-1 outline-none"
          >
            {(field) => (
              <GridListItem
                id={field.id}
                textValue={nameOf(field)}
                className="focus-ring flex min-h-11 cursor-pointer items-center gap-1 rounded-md border border-line bg-surface pr-2 hover:bg-hover data-dragging:opacity-50 data-selected:border-accent data-selected:bg-accent-soft"
              >
                <AriaButton
                  slot="drag"
                  aria-label={t('drag', { name: nameOf(field) })}
                  className="focus-ring flex h-9 w-7 shrink-0 cursor-grab items-center justify-center rounded-sm text-ink-faint"
                >
                  <GripVertical aria-hidden className="size-4" />
                </AriaButton>
                <span className="min-w-0 flex-1 py-1">
                  <span
                    className={cx(
                      'flex gap-1',
                      !field.label.nl && 'text-ink-faint',
                      field.type === 'section' && 'font-medium',
                    )}
                  >
                    <span className="truncate">{nameOf(field)}</span>
                    {field.required && <span className="text-alert-fg">*</span>}
                  </span>
                  <span className="block truncate text-xs text-ink-faint">{types(field.type)}</span>
                </span>
                {isTried && wrong.has(field.index) && (
                  <CircleAlert aria-hidden className="size-4 shrink-0 text-alert" />
                )}
              </GridListItem>
            )}
          </GridList>
          {(kind === 'checklist' ? (['text', 'section'] as const) : (['text'] as const)).map((type) => (
            <Button
              key={type}
              icon={<Plus aria-hidden className="size-4" />}
              isDisabled={fields.length >= formLimits.fields}
              onPress={() => insert({ id: newId(), type, label: {}, required: false }, fields.length)}
            >
              {t(type === 'section' ? 'addSection' : 'add')}
            </Button>
          ))}
        </div>
        {chosen ? (
          <div className="min-w-0 rounded-md border border-line bg-surface p-4">
            <div className="mb-3 flex items-center justify-end gap-1">
              <IconButton label={t('up')} isDisabled={at === 0} onPress={() => move(at, at - 1)}>
                <ArrowUp />
              </IconButton>
              <IconButton label={t('down')} isDisabled={at === fields.length - 1} onPress={() => move(at, at + 1)}>
                <ArrowDown />
              </IconButton>
              <IconButton label={t('duplicate')} onPress={() => insert({ ...chosen, id: newId() }, at + 1)}>
                <Copy />
              </IconButton>
              <IconButton label={t('remove')} onPress={() => remove(at)}>
                <Trash2 />
              </IconButton>
            </div>
            <QuestionEditor
              key={chosen.id}
              kind={kind}
              field={chosen}
              earlier={fields.slice(0, at)}
              problems={isTried ? problemsOf(problems, at) : {}}
              onChange={(next) => setFields(fields.map((field) => (field.id === next.id ? next : field)))}
            />
          </div>
        ) : (
          <div />
        )}
        <div className="min-w-0 max-xl:md:col-start-2">{fields.length > 0 && <FormPreview fields={fields} />}</div>
      </div>
    </div>
  )
}

function problemsOf(problems: Record<string, string>, index: number): Record<string, string> {
  const start = `fields.${index}.`
  return Object.fromEntries(
    Object.entries(problems)
      .filter(([path]) => path.startsWith(start))
      .map(([path, code]) => [path.slice(start.length), code]),
  )
}
