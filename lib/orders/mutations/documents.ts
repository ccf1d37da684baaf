import 'server-only'
import { and, eq, isNull } from 'drizzle-orm'
import { documents } from '@/db/schema/orders'
import type { Write } from '@/lib/auth/actor'
import { record } from '@/lib/history/mutations'
import { newId } from '@/lib/ids'
import { announce } from '@/lib/live/mutations'
import { Refused } from '@/lib/refused'
import type { DocumentKind, DocumentPurpose } from '../rules'
import { lockOrder } from './facts'

/** A file with an order or a request. The same id twice is one document. Returns its id. Refuses common.not_found. */
export async function addDocument(
  write: Write,
  input: {
    id?: string
    orderId?: string | null
    requestId?: string | null
    fileId: string
    kind: DocumentKind
    title?: string
    fieldId?: string
    visitId?: string | null
    withInvoice?: boolean
  },
): Promise<{ id: string }> {
  const { orderId, requestId } = input
  if (!orderId === !requestId) throw new Error('a document belongs to one order or one request')
  const order = orderId ? await lockOrder(write, orderId) : null
  const id = input.id ?? newId()
  const made = await write.db
    .insert(documents)
    .values({ ...input, id, organizationId: write.actor.organizationId, createdAt: write.now.toString() })
    .onConflictDoNothing()
    .returning({ id: documents.id })
  if (made.length === 0) return { id }
  await record(write, {
    subject: order ? ['order', order.id] : ['request', requestId as string],
    action: 'orders.document_add',
    params: { title: input.title ?? '', kind: input.kind },
    customerId: order?.customerId,
  })
  await announce(write, order ? 'order' : 'request', order?.id ?? (requestId as string))
  return { id }
}

/** Everything that came with a request goes along to its order, bytes and answers to fields included. */
export async function moveDocuments(write: Write, requestId: string, orderId: string): Promise<void> {
  await write.db
    .update(documents)
    .set({ orderId })
    .where(and(eq(documents.organizationId, write.actor.organizationId), eq(documents.requestId, requestId)))
}

/** Takes a document off the order; the bytes and the history stay. Refuses common.not_found, orders.document_sealed for a work report. */
export async function removeDocument(write: Write, documentId: string): Promise<void> {
  const { document, orderId } = await ofOrder(write, documentId)
  if (document.kind === 'work_report' || document.kind === 'signature') throw new Refused('orders.document_sealed')
  await write.db
    .update(documents)
    .set({ removedAt: write.now.toString(), withInvoice: false })
    .where(and(eq(documents.organizationId, write.actor.organizationId), eq(documents.id, documentId)))
  await record(write, {
    subject: ['order', orderId],
    action: 'orders.document_remove',
    params: { title: document.title },
  })
  await announce(write, 'order', orderId)
}

/** Puts a removed document back: the undo of removeDocument. */
export async function restoreDocument(write: Write, documentId: string): Promise<void> {
  const { document, orderId } = await ofOrder(write, documentId, 'removed')
  await write.db
    .update(documents)
    .set({ removedAt: null })
    .where(and(eq(documents.organizationId, write.actor.organizationId), eq(documents.id, documentId)))
  await record(write, {
    subject: ['order', orderId],
    action: 'orders.document_add',
    params: { title: document.title, kind: document.kind },
  })
  await announce(write, 'order', orderId)
}

/** Whether a document goes along with the invoice. Refuses common.not_found. */
export async function setDocumentWithInvoice(write: Write, input: { id: string; withInvoice: boolean }): Promise<void> {
  const { document, orderId } = await ofOrder(write, input.id)
  if (document.withInvoice === input.withInvoice) return
  await write.db
    .update(documents)
    .set({ withInvoice: input.withInvoice })
    .where(and(eq(documents.organizationId, write.actor.organizationId), eq(documents.id, input.id)))
  await record(write, {
    subject: ['order', orderId],
    action: 'orders.document_with_invoice',
    params: { title: document.title },
    changes: [{ field: 'withInvoice', from: document.withInvoice, to: input.withInvoice }],
  })
  await announce(write, 'order', orderId)
}

/** What a paper is for on site: read before anything else, or handed over; '' for nothing in particular. Refuses common.not_found. */
export async function setDocumentPurpose(
  write: Write,
  { id, purpose }: { id: string; purpose: DocumentPurpose },
): Promise<void> {
  const { document, orderId } = await ofOrder(write, id)
  if (document.purpose === purpose) return
  await write.db
    .update(documents)
    .set({ purpose })
    .where(and(eq(documents.organizationId, write.actor.organizationId), eq(documents.id, id)))
  await record(write, {
    subject: ['order', orderId],
    action: 'orders.document_purpose',
    params: { title: document.title, purpose: purpose || 'none' },
  })
  await announce(write, 'order', orderId)
}

async function ofOrder(write: Write, documentId: string, state: 'present' | 'removed' = 'present') {
  const [document] = await write.db
    .select()
    .from(documents)
    .where(
      and(
        eq(documents.organizationId, write.actor.organizationId),
        eq(documents.id, documentId),
        state === 'present' ? isNull(documents.removedAt) : undefined,
      ),
    )
  if (!document?.orderId) throw new Refused('common.not_found')
  await lockOrder(write, document.orderId)
  return { document, orderId: document.orderId }
}
