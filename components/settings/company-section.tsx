'use client'
import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Section } from '@/components/ui/card'
import { Form, FormActions, SubmitButton } from '@/components/ui/form'
import { StaleDialog } from '@/components/ui/stale-dialog'
import { useToast } from '@/components/ui/toast'
import { useRefresh } from '@/components/ui/use-refresh'
import { saveCompany } from '@/lib/auth/actions'

type Input = Parameters<typeof saveCompany>[0]
export type CompanyPart = Exclude<keyof Input, 'version'>

/**
 * One part of the company's settings with its own button: its fields are called `<part>.<field>`. Somebody who saved in
 * between is met field by field.
 */
export function CompanySection({
  part,
  version,
  onSaved,
  labels,
  fixed,
  show,
  children,
}: {
  part: CompanyPart
  version: number
  onSaved: (version: number) => void
  /** Words of each field, for comparing two versions. */
  labels: Readonly<Record<string, string>>
  /** Values that no field holds. */
  fixed?: Record<string, unknown>
  /** How a value reads where two versions are compared. */
  show?: (key: string, value: unknown) => ReactNode
  children: ReactNode
}) {
  const t = useTranslations('settings.company')
  const words = useTranslations('settings')
  const common = useTranslations('common.actions')
  const toast = useToast()
  const refresh = useRefresh()
  return (
    <Section title={t(`${part}.title`)} description={t(`${part}.text`)} id={part}>
      <Form<Input, { version: number }>
        action={saveCompany}
        toInput={(values) => ({ version, [part]: { ...(values[part] as object), ...fixed } })}
        onDone={(value) => {
          onSaved(value.version)
          toast.done(words('saved'))
          refresh()
        }}
        stale={({ mine, theirs, close, send }) => (
          <StaleDialog
            mine={mine[part] as Record<string, unknown>}
            theirs={theirs as Record<string, unknown>}
            fields={Object.entries(labels).map(([key, label]) => ({
              key,
              label,
              show: (value) => show?.(key, value) ?? shown(value),
            }))}
            onKeep={(values) => send({ version: (theirs as { version: number }).version, [part]: values })}
            onDiscard={() => window.location.reload()}
            onClose={close}
          />
        )}
      >
        {children}
        <FormActions>
          <SubmitButton variant="secondary">{common('save')}</SubmitButton>
        </FormActions>
      </Form>
    </Section>
  )
}

/** Texts by language are compared as their words. */
function shown(value: unknown): ReactNode {
  if (value === null || value === undefined) return ''
  return typeof value === 'object' ? Object.values(value).filter(Boolean).join(' / ') : String(value)
}
