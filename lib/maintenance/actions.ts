'use server'

import { action } from '@/lib/auth/action'
import {
  cancelOccurrenceInput,
  createPlanInput,
  editPlanInput,
  endPlanInput,
  planOccurrenceInput,
  restoreOccurrenceInput,
} from './input'
import { cancelOccurrence, planOccurrence, restoreOccurrence } from './mutations/occurrences'
import { createPlan, editPlan, endPlan } from './mutations/plans'

export const create = action('maintenance.create', createPlanInput, createPlan)
export const edit = action('maintenance.edit', editPlanInput, editPlan)
export const end = action('maintenance.end', endPlanInput, endPlan)
export const plan = action('maintenance.plan', planOccurrenceInput, planOccurrence)
export const cancel = action('maintenance.cancel', cancelOccurrenceInput, cancelOccurrence)
export const restore = action('maintenance.restore', restoreOccurrenceInput, restoreOccurrence)
