'use server'

import { action } from '@/lib/auth/action'
import {
  addLeaveInput,
  askLeaveInput,
  assignInput,
  cancelInput,
  copyInput,
  decideLeaveInput,
  editLeaveInput,
  endFeedInput,
  moveInput,
  moveVisitsInput,
  removeLeaveInput,
  resizeInput,
  splitInput,
  tellInput,
  visitVersionInput,
  watchInput,
  withdrawLeaveInput,
} from './input'
import { assignOrder } from './mutations/assign'
import { cancelVisit, unplanVisit } from './mutations/cancel'
import { copyVisit, splitOverDays } from './mutations/copy'
import { endFeed as endOneFeed } from './mutations/feed'
import * as leaves from './mutations/leave'
import * as requests from './mutations/leave-requests'
import { moveVisit, resizeVisit } from './mutations/move'
import { moveVisits as moveSeveral } from './mutations/move-visits'
import { watchVisit } from './mutations/presence'
import { withReason } from './mutations/reasons'
import { tellAgain } from './mutations/tell'

export const assign = action('visits.assign', assignInput, withReason(assignOrder))
export const move = action('visits.move', moveInput, withReason(moveVisit))
export const resize = action('visits.resize', resizeInput, withReason(resizeVisit))
export const unplan = action('visits.unplan', visitVersionInput, (write, input) => unplanVisit(write, input))
export const cancel = action('visits.cancel', cancelInput, (write, input) => cancelVisit(write, input))
export const moveVisits = action('visits.moveVisits', moveVisitsInput, withReason(moveSeveral))
export const copy = action('visits.copy', copyInput, withReason(copyVisit))
export const split = action('visits.split', splitInput, withReason(splitOverDays))
export const tell = action('visits.tell', tellInput, (write, input) => tellAgain(write, input))
export const watch = action('visits.watch', watchInput, (write, input) => watchVisit(write, input))
export const addLeave = action('visits.addLeave', addLeaveInput, (write, input) => leaves.addLeave(write, input))
export const editLeave = action('visits.editLeave', editLeaveInput, (write, input) => leaves.editLeave(write, input))
export const removeLeave = action('visits.removeLeave', removeLeaveInput, (write, input) =>
  leaves.removeLeave(write, input),
)
export const askLeave = action('visits.askLeave', askLeaveInput, requests.askLeave)
export const withdrawLeave = action('visits.withdrawLeave', withdrawLeaveInput, requests.withdrawLeave)
export const decideLeave = action('visits.decideLeave', decideLeaveInput, requests.decideLeave)
export const endFeed = action('visits.endFeed', endFeedInput, endOneFeed)
