'use client'
import { LogOut, Monitor, Smartphone } from 'lucide-react'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import { NewPasswordField } from '@/components/auth/new-password-field'
import { PasswordField } from '@/components/auth/password-field'
import { post } from '@/components/auth/post'
import { addressOf } from '@/components/customers/choices'
import type { FieldMember } from '@/components/field/worker/field-app'
import { TimelineList } from '@/components/history/timeline-list'
import { Badge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { Section } from '@/components/ui/card'
import { DateText } from '@/components/ui/date-text'
import { FieldRow, Form, FormActions, SubmitButton } from '@/components/ui/form'
import { LanguagePicker, ThemePicker } from '@/components/ui/preferences'
import { bothVersions } from '@/components/ui/stale-dialog'
import { TextField } from '@/components/ui/text-field'
import { useToast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import { useRefresh } from '@/components/ui/use-refresh'
import { chooseLanguage, endMyOtherSessions, endMySession, saveMe } from '@/lib/auth/actions'
import { type BasePlace, deviceName } from '@/lib/auth/rules'
import type { Address } from '@/lib/geo/rules/located'
import type { HistoryEntry } from '@/lib/history/queries'
import type { Locale } from '@/lib/locale'
import type { FeedState } from '@/lib/visits/queries/feed'
import { AgendaFeed } from './agenda-feed'
import { PushSwitch } from './push-switch'
import { useScheduleWords } from './schedule-field'

type Member = {
  id: string
  name: string
  email: string
  phone: string
  weekMinutes: number
  schedule: number[]
  dayStartsAt: BasePlace
  dayEndsAt: BasePlace
  home: Omit<Address, 'country'> | null
  version: number
}
type SessionRow = { id: string; userAgent: string; ip: string; createdAt: string; lastSeenAt: string }

/** What is one's own: name, language, look, password, where one is signed in, and what happened to all that. */
export function Account({
  member,
  sessions,
  sessionId,
  entries,
  feed,
  phone,
}: {
  member: Member
  sessions: readonly SessionRow[]
  sessionId: string
  entries: readonly HistoryEntry[]
  /** The secret address of one's agenda. */
  feed: FeedState
  /** For who may use the field app. */
  phone: FieldMember | null
}) {
  const t = useTranslations('settings.account')
  const common = useTranslations('navigation')
  const agenda = useTranslations('visits.feed')
  const language = useAction(chooseLanguage)
  return (
    <div>
      <Section title={t('details')} description={t('detailsText')}>
        <Details member={member} />
      </Section>
      <Section title={t('schedule')} description={t('scheduleText')}>
        <Schedule member={member} />
      </Section>
      <Section title={agenda('title')} description={agenda('text')} id="agenda">
        <AgendaFeed feed={feed} />
      </Section>
      {phone && <PushSwitch member={phone} />}
      <Section title={t('preferences')}>
        <dl className="flex flex-wrap gap-x-10 gap-y-4">
          <div className="flex flex-col gap-1">
            <dt className="text-sm font-medium text-ink-soft">{common('language')}</dt>
            <dd>
              <LanguagePicker onChoose={(locale) => language.run({ locale: locale as Locale })} />
            </dd>
          </div>
          <div className="flex flex-col gap-1">
            <dt className="text-sm font-medium text-ink-soft">{common('theme')}</dt>
            <dd>
              <ThemePicker />
            </dd>
          </div>
        </dl>
      </Section>
      <Section title={t('password')} description={t('passwordText')}>
        <Password member={member} />
      </Section>
      <Section title={t('sessions')} description={t('sessionsText')}>
        <Sessions sessions={sessions} sessionId={sessionId} />
      </Section>
      <Section title={t('timeline')} description={t('timelineText')}>
        <TimelineList entries={entries} />
      </Section>
    </div>
  )
}

function Details({ member }: { member: Member }) {
  const t = useTranslations('auth')
  const common = useTranslations('common.actions')
  const words = useTranslations('settings')
  const toast = useToast()
  const refresh = useRefresh()
  return (
    <Form
      key={member.version}
      action={saveMe}
      with={{ version: member.version }}
      onDone={() => {
        toast.done(words('saved'))
        refresh()
      }}
      stale={bothVersions<Parameters<typeof saveMe>[0]>({
        fields: [
          { key: 'name', label: t('name') },
          { key: 'phone', label: t('phone') },
        ],
        // The page's newer version draws the form anew.
        onDiscard: refresh,
      })}
    >
      <FieldRow>
        <TextField label={t('name')} name="name" autoComplete="name" defaultValue={member.name} isRequired />
        <TextField label={t('phone')} name="phone" type="tel" autoComplete="tel" defaultValue={member.phone} />
      </FieldRow>
      <TextField label={t('email')} value={member.email} isReadOnly description={words('account.emailText')} />
      <FormActions>
        <SubmitButton>{common('save')}</SubmitButton>
      </FormActions>
    </Form>
  )
}

/** When they are expected to work; an administrator changes it. */
function Schedule({ member }: { member: Member }) {
  const t = useTranslations('settings.account')
  const { words, hours } = useScheduleWords()
  const own = member.schedule.map((minutes) => minutes / 60)
  const day = useTranslations('geo.day')
  const home = member.home && addressOf(member.home)
  return (
    <div className="flex flex-col gap-1">
      <p className="tabular">
        {own.length === 7
          ? `${words(own)} · ${t('weekTotal', { hours: hours(member.weekMinutes / 60) })}`
          : t('weekSpread', { hours: hours(member.weekMinutes / 60) })}
      </p>
      <p className="text-sm text-ink-soft">
        {`${day('startsAt')}: ${day(member.dayStartsAt)} · ${day('endsAt')}: ${day(member.dayEndsAt)}`}
      </p>
      {home && <p className="text-sm text-ink-soft">{`${day('homeTitle')}: ${home}`}</p>}
    </div>
  )
}

const changePassword = post<{ current: string; password: string }, object>('/api/auth/password')

function Password({ member }: { member: Member }) {
  const t = useTranslations('auth')
  const words = useTranslations('settings.account')
  const toast = useToast()
  const refresh = useRefresh()
  const [round, setRound] = useState(0)
  return (
    <Form
      key={round}
      action={changePassword}
      onDone={() => {
        setRound(round + 1)
        toast.done(words('passwordChanged'))
        refresh()
      }}
      className="max-w-md"
    >
      <PasswordField label={t('currentPassword')} name="current" autoComplete="current-password" isRequired />
      <NewPasswordField label={t('newPassword')} personal={[member.name, member.email]} />
      <FormActions className="justify-start">
        <SubmitButton variant="secondary">{words('changePassword')}</SubmitButton>
      </FormActions>
    </Form>
  )
}

function Sessions({ sessions, sessionId }: { sessions: readonly SessionRow[]; sessionId: string }) {
  const t = useTranslations('settings.account')
  const toast = useToast()
  const refresh = useRefresh()
  const done = { onDone: refresh, onRefused: toast.refused }
  const endOne = useAction(endMySession, done)
  const endOthers = useAction(endMyOtherSessions, done)
  return (
    <div className="flex flex-col gap-3">
      <ul className="rounded-md border border-line bg-surface">
        {sessions.map((session) => {
          const isMobile = /Mobi|Android|iPhone|iPad/.test(session.userAgent)
          return (
            <li key={session.id} className="flex items-center gap-3 border-line px-3 py-2.5 not-first:border-t">
              <span aria-hidden className="text-ink-faint [&_svg]:size-5">
                {isMobile ? <Smartphone /> : <Monitor />}
              </span>
              <div className="min-w-0 flex-1">
                <p className="flex flex-wrap items-center gap-x-2">
                  {deviceName(session.userAgent) || t('unknownDevice')}
                  {session.id === sessionId && <Badge tone="done">{t('thisDevice')}</Badge>}
                </p>
                <p className="text-sm text-ink-faint">
                  {t('lastSeen')} <DateText value={session.lastSeenAt} /> · {session.ip}
                </p>
              </div>
              {session.id !== sessionId && (
                <Button
                  size="sm"
                  icon={<LogOut aria-hidden className="size-3.5" />}
                  isPending={endOne.isPending}
                  onPress={() => void endOne.run({ sessionId: session.id })}
                >
                  {t('end')}
                </Button>
              )}
            </li>
          )
        })}
      </ul>
      {sessions.length > 1 && (
        <Button
          className="self-start"
          isPending={endOthers.isPending}
          onPress={() => void endOthers.run({ keepId: sessionId })}
        >
          {t('endOthers')}
        </Button>
      )}
    </div>
  )
}
