'use client'
import { useLocale, useTranslations } from 'next-intl'
import { useState } from 'react'
import { uuidv7 } from 'uuidv7'
import { CheckboxGroup } from '@/components/ui/checkbox'
import { Dialog } from '@/components/ui/dialog'
import { DialogActions, FieldRow, Form } from '@/components/ui/form'
import { Select } from '@/components/ui/select'
import { bothVersions } from '@/components/ui/stale-dialog'
import { TagField } from '@/components/ui/tag-field'
import { TextField } from '@/components/ui/text-field'
import { TimeField } from '@/components/ui/time-field'
import { useToast } from '@/components/ui/toast'
import { useRefresh } from '@/components/ui/use-refresh'
import { inviteMember, saveMember } from '@/lib/auth/actions'
import { memberRoles, type Role } from '@/lib/auth/rules'
import { locales } from '@/lib/locale'
import { ColourField } from './colour-field'
import { DayBases, useDayFields } from './day-bases'
import type { Person } from './people'
import { ScheduleField, useScheduleWords } from './schedule-field'

function Roles({ defaultValue }: { defaultValue?: readonly Role[] }) {
  const t = useTranslations('auth.roles')
  const help = useTranslations('settings.people.roles')
  return (
    <CheckboxGroup
      label={help('label')}
      name="roles"
      columns={2}
      defaultValue={[...(defaultValue ?? [])]}
      options={memberRoles.map((role) => ({ value: role, label: t(role), description: help(role) }))}
    />
  )
}

/** A new colleague: their mail address and what they will do. */
export function InviteDialog({ isOpen, onOpenChange }: { isOpen: boolean; onOpenChange: (isOpen: boolean) => void }) {
  const t = useTranslations('settings.people')
  return (
    <Dialog isOpen={isOpen} onOpenChange={onOpenChange} title={t('inviteTitle')} description={t('inviteText')}>
      {(close) => <InviteForm close={close} />}
    </Dialog>
  )
}

function InviteForm({ close }: { close: () => void }) {
  const t = useTranslations('settings.people')
  const words = useTranslations('auth')
  const languages = useTranslations('settings.languages')
  const toast = useToast()
  const refresh = useRefresh()
  const mine = useLocale()
  // Made once per dialog: pressing twice invites once.
  const [id] = useState(uuidv7)
  return (
    <Form
      action={inviteMember}
      with={{ id }}
      onDone={() => {
        toast.done(t('invited'))
        close()
        refresh()
      }}
    >
      <FieldRow>
        <TextField label={words('name')} name="name" isRequired autoFocus />
        <TextField label={words('email')} name="email" type="email" inputMode="email" isRequired />
      </FieldRow>
      <FieldRow>
        <TextField label={words('phone')} name="phone" type="tel" />
        <Select
          label={t('language')}
          name="locale"
          defaultValue={mine}
          options={locales.map((value) => ({ value, label: languages(value) }))}
        />
      </FieldRow>
      <Roles />
      <DialogActions onCancel={close}>{t('sendInvitation')}</DialogActions>
    </Form>
  )
}

/** A colleague's roles, and what the planboard needs of them. */
export function MemberDialog({ person, country, onClose }: { person: Person; country: string; onClose: () => void }) {
  const t = useTranslations('settings.people')
  const words = useTranslations('auth')
  const roles = useTranslations('auth.roles')
  const settings = useTranslations('settings')
  const schedule = useScheduleWords()
  const dayFields = useDayFields()
  const toast = useToast()
  const refresh = useRefresh()
  return (
    <Dialog isOpen onOpenChange={(isOpen) => !isOpen && onClose()} title={person.name} description={person.email}>
      <Form
        action={saveMember}
        with={{ memberId: person.id, version: person.version }}
        onDone={() => {
          toast.done(settings('saved'))
          onClose()
          refresh()
        }}
        stale={bothVersions<Parameters<typeof saveMember>[0]>({
          fields: [
            { key: 'name', label: words('name') },
            { key: 'phone', label: words('phone') },
            {
              key: 'roles',
              label: t('roles.label'),
              show: (value) => (value as Role[]).map((role) => roles(role)).join(', '),
            },
            { key: 'weekHours', label: t('weekHours') },
            {
              key: 'schedule',
              label: t('schedule'),
              show: (value) => (hasDays(value) ? schedule.words(value) : t('noSchedule')),
              same: (mine, theirs) => String(hasDays(mine) ? mine : '') === String(hasDays(theirs) ? theirs : ''),
            },
            { key: 'skills', label: t('skills'), show: (value) => (value as string[]).join(', ') },
            { key: 'colour', label: t('colour') },
            ...dayFields,
            { key: 'team', label: t('team') },
            { key: 'region', label: t('region') },
            ...clockFields.map((key) => ({ key, label: t(key), same: sameClock })),
          ],
          onDiscard: () => {
            onClose()
            refresh()
          },
        })}
      >
        <FieldRow>
          <TextField label={words('name')} name="name" defaultValue={person.name} isRequired />
          <TextField label={words('phone')} name="phone" type="tel" defaultValue={person.phone} />
        </FieldRow>
        <Roles defaultValue={person.roles} />
        <ScheduleField weekMinutes={person.weekMinutes} schedule={person.schedule} />
        <DayBases person={person} country={country} />
        <fieldset className="flex flex-col gap-1">
          <legend className="mb-1 text-sm font-medium text-ink-soft">{t('clock')}</legend>
          <div className="grid grid-cols-2 gap-2 sm:grid-cols-4">
            {clockFields.map((key) => (
              <TimeField key={key} label={t(key)} name={key} defaultValue={person[key] || null} />
            ))}
          </div>
          <p className="text-sm text-ink-faint">{t('clockText')}</p>
        </fieldset>
        <FieldRow>
          <TextField label={t('team')} name="team" defaultValue={person.team} maxLength={40} />
          <TextField label={t('region')} name="region" defaultValue={person.region} maxLength={40} />
        </FieldRow>
        <p className="-mt-2 text-sm text-ink-faint">{t('groupText')}</p>
        <ColourField label={t('colour')} name="colour" defaultValue={person.colour} />
        <TagField
          label={t('skills')}
          name="skills"
          defaultValue={person.skills}
          description={t('skillsText')}
          normalize={(text) => text.toLowerCase().slice(0, 40) || null}
        />
        <DialogActions onCancel={onClose} />
      </Form>
    </Dialog>
  )
}

const clockFields = ['dayStart', 'dayEnd', 'breakStart', 'breakEnd'] as const

/** A form sends an empty time as none. */
const sameClock = (mine: unknown, theirs: unknown) => (mine ?? '') === (theirs ?? '')

function hasDays(value: unknown): value is (number | null)[] {
  return Array.isArray(value) && value.some((hours) => hours !== null)
}
