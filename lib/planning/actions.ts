'use server'
import { action } from '@/lib/auth/action'
import { acceptInput, editViewInput, removeViewInput, saveViewInput } from './input'
import { acceptProposal } from './mutations/accept'
import * as views from './mutations/views'

export const accept = action('planning.accept', acceptInput, acceptProposal)
export const saveView = action('planning.saveView', saveViewInput, views.saveView)
export const editView = action('planning.editView', editViewInput, views.editView)
export const removeView = action('planning.removeView', removeViewInput, views.removeView)
