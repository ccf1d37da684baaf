import { notFound } from 'next/navigation'
import { getTranslations } from 'next-intl/server'
import { MailActions } from '@/components/mail/mail-actions'
import { MailStatusBadge } from '@/components/mail/mail-status'
import { MailTrouble } from '@/components/mail/mail-trouble'
import { Card } from '@/components/ui/card'
import { DateText } from '@/components/ui/date-text'
import { DefinitionList } from '@/components/ui/definition-list'
import { Link } from '@/components/ui/link'
import { Page, PageHeader } from '@/components/ui/page-header'
import { requirePage } from '@/lib/auth/page'
import { attachmentsOf, mailById } from '@/lib/mail/queries'

export default async function MailPage({ params }: { params: Promise<{ id: string }> }) {
  const { read } = await requirePage('/settings/outbox/[id]')
  const { id } = await params
  if (!/^[0-9a-f-]{36}$/.test(id)) notFound()
  const found = await read(async (r) => {
    const mail = await mailById(r, id)
    return mail && { mail, attachments: await attachmentsOf(r, mail.attachmentIds) }
  })
  if (!found) notFound()
  const { mail, attachments } = found
  const t = await getTranslations('mail')
  return (
    <Page width="record">
      <PageHeader
        title={mail.subject}
        back={{ href: '/settings/outbox', label: t('outbox.title') }}
        badge={<MailStatusBadge status={mail.status} />}
        primary={<MailActions mailId={mail.id} status={mail.status} />}
      />
      {mail.status === 'uncertain' && (
        <p className="text-alert-fg">{t(mail.nextAttemptAt ? 'uncertainAgain' : 'uncertainHelp')}</p>
      )}
      {mail.status === 'bounced' && <p className="text-alert-fg">{t('bouncedHelp')}</p>}
      <Card>
        <DefinitionList
          items={[
            { label: t('recipient'), value: mail.recipient },
            { label: t('made'), value: <DateText value={mail.createdAt} /> },
            ...(mail.sentAt ? [{ label: t('sentAt'), value: <DateText value={mail.sentAt} /> }] : []),
            ...(mail.nextAttemptAt
              ? [{ label: t('nextAttempt'), value: <DateText value={mail.nextAttemptAt} /> }]
              : []),
            ...(mail.deliveredAt ? [{ label: t('deliveredAt'), value: <DateText value={mail.deliveredAt} /> }] : []),
            ...(mail.error || mail.bounceReason ? [{ label: t('error'), value: <MailTrouble mail={mail} /> }] : []),
            ...(attachments.length > 0
              ? [
                  {
                    label: t('attachments'),
                    value: (
                      <ul>
                        {attachments.map((file) => (
                          <li key={file.id}>
                            <Link href={`/files/${file.id}`} className="inline-block leading-6">
                              {file.name}
                            </Link>
                          </li>
                        ))}
                      </ul>
                    ),
                  },
                ]
              : []),
          ]}
        />
      </Card>
      <iframe
        title={mail.subject}
        sandbox=""
        srcDoc={mail.html}
        className="h-[70vh] w-full rounded-md border border-line bg-white"
      />
      <details>
        <summary className="cursor-pointer text-ink-soft">{t('plainText')}</summary>
        <pre className="mt-2 whitespace-pre-wrap rounded-md border border-line bg-sunken p-4 font-sans">
          {mail.text}
        </pre>
      </details>
    </Page>
  )
}
