'use server'
import { action } from '@/lib/auth/action'
import {
  addDocumentInput,
  addLineInput,
  answerQuestionInput,
  askQuestionInput,
  cancelOrderInput,
  createOrderInput,
  documentIdInput,
  documentPurposeInput,
  documentWithInvoiceInput,
  editLineInput,
  editOrderInput,
  holdOrderInput,
  manyOrdersInput,
  orderIdInput,
  removeLineInput,
  withdrawQuestionInput,
} from './input'
import { createOrder } from './mutations/create'
import {
  cancelMany as cancelManyOrders,
  cancelOrder,
  holdMany as holdManyOrders,
  holdOrder,
  resumeOrder,
} from './mutations/decide'
import {
  addDocument as addOneDocument,
  removeDocument as removeOneDocument,
  restoreDocument as restoreOneDocument,
  setDocumentPurpose as setOnePurpose,
  setDocumentWithInvoice as setOneWithInvoice,
} from './mutations/documents'
import { editOrder } from './mutations/edit'
import { addLine as addOneLine, editLine as editOneLine, removeLine as removeOneLine } from './mutations/lines'
import {
  answerQuestion as answerOneQuestion,
  askQuestion as askOneQuestion,
  withdrawQuestion as withdrawOneQuestion,
} from './mutations/questions'

export const create = action('orders.create', createOrderInput, createOrder)
export const edit = action('orders.edit', editOrderInput, editOrder)
export const hold = action('orders.hold', holdOrderInput, holdOrder)
export const resume = action('orders.resume', orderIdInput, (write, { id }) => resumeOrder(write, id))
export const cancel = action('orders.cancel', cancelOrderInput, (write, { id, reason }) =>
  cancelOrder(write, id, reason),
)
export const holdMany = action('orders.holdMany', manyOrdersInput, holdManyOrders)
export const cancelMany = action('orders.cancelMany', manyOrdersInput, cancelManyOrders)
export const addLine = action('orders.addLine', addLineInput, addOneLine)
export const editLine = action('orders.editLine', editLineInput, editOneLine)
export const removeLine = action('orders.removeLine', removeLineInput, removeOneLine)
export const addDocument = action('orders.addDocument', addDocumentInput, addOneDocument)
export const removeDocument = action('orders.removeDocument', documentIdInput, (write, { id }) =>
  removeOneDocument(write, id),
)
export const restoreDocument = action('orders.restoreDocument', documentIdInput, (write, { id }) =>
  restoreOneDocument(write, id),
)
export const setDocumentWithInvoice = action(
  'orders.setDocumentWithInvoice',
  documentWithInvoiceInput,
  setOneWithInvoice,
)
export const setDocumentPurpose = action('orders.setDocumentPurpose', documentPurposeInput, setOnePurpose)
export const askQuestion = action('orders.askQuestion', askQuestionInput, askOneQuestion)
export const answerQuestion = action('orders.answerQuestion', answerQuestionInput, (write, { id, answer }) =>
  answerOneQuestion(write, id, answer),
)
export const withdrawQuestion = action('orders.withdrawQuestion', withdrawQuestionInput, (write, { id }) =>
  withdrawOneQuestion(write, id),
)
