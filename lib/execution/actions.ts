'use server'
import { action } from '@/lib/auth/action'
import {
  answerInput,
  closeInput,
  countInput,
  materialInput,
  noteInput,
  rowIdInput,
  rowVersionInput,
  stepInput,
  stopInput,
} from './input'
import { saveAnswer } from './mutations/answer'
import { closeVisit } from './mutations/close'
import * as counts from './mutations/count'
import { removeFieldFile } from './mutations/files'
import * as materials from './mutations/material'
import * as steps from './mutations/step'
import * as stops from './mutations/stop'

export const takeStep = action('execution.takeStep', stepInput, steps.takeStep)
export const tellStop = action('execution.tellStop', stopInput, stops.tellStop)
export const answer = action('execution.answer', answerInput, saveAnswer)
export const saveMaterial = action('execution.saveMaterial', materialInput, materials.saveMaterial)
export const removeMaterial = action('execution.removeMaterial', rowVersionInput, materials.removeMaterial)
export const saveNote = action('execution.saveNote', noteInput, materials.saveNote)
export const removeNote = action('execution.removeNote', rowIdInput, (write, { id }) => materials.removeNote(write, id))
export const removeFile = action('execution.removeFile', rowIdInput, (write, { id }) => removeFieldFile(write, id))
export const close = action('execution.close', closeInput, closeVisit)
export const saveCount = action('execution.saveCount', countInput, counts.saveCount)
export const removeCount = action('execution.removeCount', rowVersionInput, counts.removeCount)
