'use client'
import { Ban, History, LogOut, Mail, MoreHorizontal, Pencil, RotateCcw, Undo2, UserPlus } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useState } from 'react'
import type { Placed } from '@/components/geo/place-dialog'
import { TimelineList } from '@/components/history/timeline-list'
import { Avatar } from '@/components/ui/avatar'
import { Badge, StatusBadge } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { DateText } from '@/components/ui/date-text'
import { Dialog } from '@/components/ui/dialog'
import { EmptyState } from '@/components/ui/empty-state'
import { IconButton } from '@/components/ui/icon-button'
import { Menu, MenuItem } from '@/components/ui/menu'
import { PageHeader } from '@/components/ui/page-header'
import { useToast } from '@/components/ui/toast'
import { useAction } from '@/components/ui/use-action'
import { useRefresh } from '@/components/ui/use-refresh'
import {
  deactivateMember,
  endMemberSessions,
  reactivateMember,
  resendInvitation,
  withdrawInvitation,
} from '@/lib/auth/actions'
import { type BasePlace, type MemberState, memberRoles, type Role } from '@/lib/auth/rules'
import type { HistoryEntry } from '@/lib/history/queries'
import type { Action } from '@/lib/reply'
import { InviteDialog, MemberDialog } from './member-dialogs'

export type Person = {
  id: string
  name: string
  email: string
  phone: string
  roles: Role[]
  state: MemberState
  colour: string
  skills: string[]
  weekMinutes: number
  schedule: number[]
  dayStartsAt: BasePlace
  dayEndsAt: BasePlace
  home: Placed | null
  team: string
  region: string
  dayStart: string
  dayEnd: string
  breakStart: string
  breakEnd: string
  version: number
  lastSeenAt: string | null
  invitedUntil: string | null
}

const tones = { active: 'done', invited: 'running', deactivated: 'todo' } as const

/** Everybody in the company: invite, roles, deactivate, and what happened to each. */
export function People({
  people,
  myId,
  country,
  shown,
}: {
  people: readonly Person[]
  myId: string
  /** Of the company: where homes most likely are. */
  country: string
  /** Whose timeline is asked for, and what stands on it. */
  shown?: { memberId: string; entries: readonly HistoryEntry[] }
}) {
  const t = useTranslations('settings.people')
  const words = useTranslations('settings')
  const [isInviting, setInviting] = useState(false)
  const [edited, setEdited] = useState<string | null>(null)
  const here = people.filter(({ state }) => state !== 'deactivated')
  const gone = people.filter(({ state }) => state === 'deactivated')
  const person = people.find(({ id }) => id === edited)
  const told = people.find(({ id }) => id === shown?.memberId)
  return (
    <>
      <PageHeader
        title={words('cards.people.title')}
        count={here.length}
        back={{ href: '/settings', label: words('title') }}
        primary={
          <Button
            variant="primary"
            icon={<UserPlus aria-hidden className="size-4" />}
            onPress={() => setInviting(true)}
          >
            {t('invite')}
          </Button>
        }
      />
      <PeopleList people={here} myId={myId} onEdit={setEdited} />
      {here.length === 1 && (
        <EmptyState
          title={t('aloneTitle')}
          isCompact
          action={<Button onPress={() => setInviting(true)}>{t('invite')}</Button>}
        >
          {t('aloneText')}
        </EmptyState>
      )}
      {gone.length > 0 && (
        <section className="mt-2">
          <h2 className="mb-2 text-sm font-medium text-ink-soft">{t('deactivated', { count: gone.length })}</h2>
          <PeopleList people={gone} myId={myId} onEdit={setEdited} />
        </section>
      )}
      <InviteDialog isOpen={isInviting} onOpenChange={setInviting} />
      {told && shown && <TimelineDialog name={told.name} entries={shown.entries} />}
      {person && (
        <MemberDialog key={person.version} person={person} country={country} onClose={() => setEdited(null)} />
      )}
    </>
  )
}

/** When somebody signed in and out, and what was changed about them. */
function TimelineDialog({ name, entries }: { name: string; entries: readonly HistoryEntry[] }) {
  const t = useTranslations('settings.people')
  const router = useRouter()
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && router.replace('/settings/people', { scroll: false })}
      title={t('timelineOf', { name })}
    >
      <TimelineList entries={entries} />
    </Dialog>
  )
}

type Asked = 'deactivate' | 'withdraw' | null

function PeopleList({
  people,
  myId,
  onEdit,
}: {
  people: readonly Person[]
  myId: string
  onEdit: (id: string) => void
}) {
  return (
    <ul className="rounded-md border border-line bg-surface">
      {people.map((person) => (
        <PersonRow key={person.id} person={person} isMe={person.id === myId} onEdit={() => onEdit(person.id)} />
      ))}
    </ul>
  )
}

/** A step of one member that says when it is done, and why not. */
function useStep(action: Action<{ memberId: string }, unknown>, done: string) {
  const refresh = useRefresh()
  const toast = useToast()
  return useAction(action, {
    onDone: () => {
      toast.done(done)
      refresh()
    },
    onRefused: toast.refused,
  })
}

function PersonRow({ person, isMe, onEdit }: { person: Person; isMe: boolean; onEdit: () => void }) {
  const t = useTranslations('settings.people')
  const roles = useTranslations('auth.roles')
  const [asked, setAsked] = useState<Asked>(null)
  const { id: memberId, name, state } = person

  const resend = useStep(resendInvitation, t('resent', { name }))
  const withdraw = useStep(withdrawInvitation, t('withdrawn', { name }))
  const reactivate = useStep(reactivateMember, t('reactivated', { name }))
  const deactivate = useStep(deactivateMember, t('deactivatedOne', { name }))
  const endSessions = useStep(endMemberSessions, t('sessionsEnded', { name }))

  return (
    <li className="flex items-center gap-3 border-line py-2 pr-2 pl-3 not-first:border-t">
      <Avatar name={name} />
      <button
        type="button"
        onClick={onEdit}
        className="focus-ring grid min-w-0 flex-1 items-center gap-x-4 rounded-sm text-left md:grid-cols-[minmax(0,1fr)_minmax(0,14rem)_10rem]"
      >
        <span className="min-w-0">
          <span className="block truncate font-medium">
            {name}
            {isMe && <span className="font-normal text-ink-faint"> · {t('you')}</span>}
          </span>
          <span className="block truncate text-sm text-ink-faint">{person.email}</span>
        </span>
        <span className="flex flex-wrap gap-1 max-md:mt-1">
          {memberRoles
            .filter((role) => person.roles.includes(role))
            .map((role) => (
              <Badge key={role}>{roles(role)}</Badge>
            ))}
        </span>
        <span className="text-sm text-ink-soft max-md:mt-1">
          {state === 'active' ? (
            person.lastSeenAt ? (
              <>
                {t('seen')} <DateText value={person.lastSeenAt} />
              </>
            ) : (
              t('neverSeen')
            )
          ) : (
            <StatusBadge tone={tones[state]} look="plain">
              {state === 'invited' && !person.invitedUntil ? t('states.expired') : t(`states.${state}`)}
            </StatusBadge>
          )}
        </span>
      </button>
      <Menu
        label={name}
        trigger={
          <IconButton label={t('more', { name })}>
            <MoreHorizontal />
          </IconButton>
        }
      >
        <MenuItem icon={<Pencil />} onAction={onEdit}>
          {t('edit')}
        </MenuItem>
        <MenuItem icon={<History />} href={`/settings/people?timeline=${memberId}`}>
          {t('timeline')}
        </MenuItem>
        {state === 'invited' && (
          <MenuItem icon={<Mail />} onAction={() => void resend.run({ memberId })}>
            {t('resend')}
          </MenuItem>
        )}
        {state === 'invited' && (
          <MenuItem icon={<Undo2 />} isDangerous onAction={() => setAsked('withdraw')}>
            {t('withdraw')}
          </MenuItem>
        )}
        {state === 'active' && (
          <MenuItem icon={<LogOut />} onAction={() => void endSessions.run({ memberId })}>
            {t('endSessions')}
          </MenuItem>
        )}
        {state === 'active' && !isMe && (
          <MenuItem icon={<Ban />} isDangerous onAction={() => setAsked('deactivate')}>
            {t('deactivate')}
          </MenuItem>
        )}
        {state === 'deactivated' && (
          <MenuItem icon={<RotateCcw />} onAction={() => void reactivate.run({ memberId })}>
            {t('reactivate')}
          </MenuItem>
        )}
      </Menu>
      <ConfirmDialog
        isOpen={asked === 'deactivate'}
        onOpenChange={(isOpen) => !isOpen && setAsked(null)}
        title={t('deactivateTitle', { name })}
        confirmText={t('deactivate')}
        isDangerous
        onConfirm={() => deactivate.run({ memberId })}
      >
        {t('deactivateText')}
      </ConfirmDialog>
      <ConfirmDialog
        isOpen={asked === 'withdraw'}
        onOpenChange={(isOpen) => !isOpen && setAsked(null)}
        title={t('withdrawTitle', { name })}
        confirmText={t('withdraw')}
        isDangerous
        onConfirm={() => withdraw.run({ memberId })}
      >
        {t('withdrawText')}
      </ConfirmDialog>
    </li>
  )
}
