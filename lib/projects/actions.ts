'use server'
import { action } from '@/lib/auth/action'
import {
  closeProjectInput,
  createProjectInput,
  editProjectInput,
  phaseIdInput,
  reopenPhaseInput,
  reopenProjectInput,
  savePhaseInput,
  sortPhasesInput,
} from './input'
import {
  finishPhase as finishOnePhase,
  removePhase as removeOnePhase,
  reopenPhase as reopenOnePhase,
  savePhase as saveOnePhase,
  sortPhases as sortAllPhases,
} from './mutations/phases'
import { closeProject, createProject, editProject, reopenProject } from './mutations/projects'

export const create = action('projects.create', createProjectInput, createProject)
export const edit = action('projects.edit', editProjectInput, editProject)
export const close = action('projects.close', closeProjectInput, closeProject)
export const reopen = action('projects.reopen', reopenProjectInput, reopenProject)
export const savePhase = action('projects.savePhase', savePhaseInput, saveOnePhase)
export const sortPhases = action('projects.sortPhases', sortPhasesInput, sortAllPhases)
export const removePhase = action('projects.removePhase', phaseIdInput, (write, { id }) => removeOnePhase(write, id))
export const finishPhase = action('projects.finishPhase', phaseIdInput, (write, { id }) => finishOnePhase(write, id))
export const reopenPhase = action('projects.reopenPhase', reopenPhaseInput, reopenOnePhase)
