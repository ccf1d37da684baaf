'use server'
import { action } from '@/lib/auth/action'
import {
  anywayInput,
  attachInput,
  conceptInput,
  contractsInput,
  creditInput,
  invoiceIdInput,
  invoiceVersionInput,
  moveOrderInput,
  moveProjectInput,
  orderIdInput,
  poNumberInput,
  projectsInput,
  seriesInput,
  startRunInput,
  stepRunInput,
} from './input'
import { billOrder } from './mutations/bill'
import { billContracts as billContractFees } from './mutations/bill-contract'
import { billLinesAnyway, billProjects } from './mutations/bill-project'
import { attachFile, discardConcept, saveConcept } from './mutations/concept'
import { creditInvoice } from './mutations/credit'
import { finalizeInvoice } from './mutations/finalize'
import { moveOrder, moveProject as moveProjectLines } from './mutations/move'
import { setPoNumber as setPo } from './mutations/po-number'
import { startRun as startInvoiceRun, stepRun as stepInvoiceRun } from './mutations/run'
import { resendInvoice } from './mutations/send'
import { saveSeries } from './mutations/series'

export const bill = action('invoices.bill', orderIdInput, (write, { orderId }) => billOrder(write, orderId))
export const billProject = action('invoices.billProject', projectsInput, (write, input) => billProjects(write, input))
export const billContracts = action('invoices.billContracts', contractsInput, billContractFees)
export const billAnyway = action('invoices.billAnyway', anywayInput, (write, input) => billLinesAnyway(write, input))
export const save = action('invoices.save', conceptInput, (write, input) => saveConcept(write, input))
export const discard = action('invoices.discard', invoiceIdInput, (write, input) => discardConcept(write, input))
export const move = action('invoices.move', moveOrderInput, (write, input) => moveOrder(write, input))
export const attach = action('invoices.attach', attachInput, (write, input) => attachFile(write, input))
export const finalize = action('invoices.finalize', invoiceVersionInput, (write, { id, version }) =>
  finalizeInvoice(write, id, version),
)
export const credit = action('invoices.credit', creditInput, (write, input) => creditInvoice(write, input))
export const resend = action('invoices.resend', invoiceIdInput, (write, input) => resendInvoice(write, input))
export const series = action('invoices.series', seriesInput, (write, input) => saveSeries(write, input))
export const setPoNumber = action('invoices.setPoNumber', poNumberInput, setPo)
export const moveProject = action('invoices.moveProject', moveProjectInput, (write, input) =>
  moveProjectLines(write, input),
)
export const startRun = action('invoices.startRun', startRunInput, (write, input) => startInvoiceRun(write, input))
export const stepRun = action('invoices.stepRun', stepRunInput, (write, input) => stepInvoiceRun(write, input))
