'use server'

import { action } from '@/lib/auth/action'
import {
  addLeaveInput,
  askLeaveInput,
  assignInput,
  cancelInput,
  decideLeaveInput,
  editLeaveInput,
  endFeedInput,
  moveInput,
  removeLeaveInput,
  resizeInput,
  restoreInput,
  tellInput,
  visitVersionInput,
  withdrawLeaveInput,
} from './input'
import { assignOrder } from './mutations/assign'
import { cancelVisit, restoreVisit, unplanVisit } from './mutations/cancel'
import { endFeed as endOneFeed } from './mutations/feed'
import * as leaves from './mutations/leave'
import * as requests from './mutations/leave-requests'
import { moveVisit, resizeVisit } from './mutations/move'
import { tellAgain } from './mutations/tell'

export const assign = action('visits.assign', assignInput, (write, input) => assignOrder(write, input))
export const move = action('visits.move', moveInput, (write, input) => moveVisit(write, input))
export const resize = action('visits.resize', resizeInput, (write, input) => resizeVisit(write, input))
export const unplan = action('visits.unplan', visitVersionInput, (write, input) => unplanVisit(write, input))
export const cancel = action('visits.cancel', cancelInput, (write, input) => cancelVisit(write, input))
export const restore = action('visits.restore', restoreInput, (write, input) => restoreVisit(write, input))
export const tell = action('visits.tell', tellInput, (write, input) => tellAgain(write, input))
export const addLeave = action('visits.addLeave', addLeaveInput, (write, input) => leaves.addLeave(write, input))
export const editLeave = action('visits.editLeave', editLeaveInput, (write, input) => leaves.editLeave(write, input))
export const removeLeave = action('visits.removeLeave', removeLeaveInput, (write, input) =>
  leaves.removeLeave(write, input),
)
export const askLeave = action('visits.askLeave', askLeaveInput, requests.askLeave)
export const withdrawLeave = action('visits.withdrawLeave', withdrawLeaveInput, requests.withdrawLeave)
export const decideLeave = action('visits.decideLeave', decideLeaveInput, requests.decideLeave)
export const endFeed = action('visits.endFeed', endFeedInput, endOneFeed)
