'use server'
import { action } from './action'
import {
  findBaseInput,
  inviteInput,
  keepSessionInput,
  languageInput,
  memberInput,
  pinBaseInput,
  saveCompanyInput,
  saveDepotInput,
  saveMeInput,
  saveMemberInput,
  sessionInput,
} from './input'
import * as bases from './mutations/bases'
import * as company from './mutations/company'
import * as invitations from './mutations/invitations'
import * as people from './mutations/members'
import * as sessions from './mutations/sessions'

export const saveCompany = action('auth.saveCompany', saveCompanyInput, company.saveCompany)
export const inviteMember = action('auth.inviteMember', inviteInput, invitations.inviteMember)
export const resendInvitation = action('auth.resendInvitation', memberInput, invitations.resendInvitation)
export const withdrawInvitation = action('auth.withdrawInvitation', memberInput, invitations.withdrawInvitation)
export const saveDepot = action('auth.saveDepot', saveDepotInput, bases.saveDepot)
export const pinBase = action('auth.pinBase', pinBaseInput, bases.pinBase)
export const findBase = action('auth.findBase', findBaseInput, bases.findBase)
export const saveMember = action('auth.saveMember', saveMemberInput, people.saveMember)
export const deactivateMember = action('auth.deactivateMember', memberInput, people.deactivateMember)
export const reactivateMember = action('auth.reactivateMember', memberInput, people.reactivateMember)
export const endMemberSessions = action('auth.endMemberSessions', memberInput, sessions.endMemberSessions)
export const chooseLanguage = action('auth.chooseLanguage', languageInput, people.chooseLanguage)
export const saveMe = action('auth.saveMe', saveMeInput, people.saveMe)
export const endMySession = action('auth.endMySession', sessionInput, sessions.endMySession)
export const endMyOtherSessions = action('auth.endMyOtherSessions', keepSessionInput, sessions.endMyOtherSessions)
