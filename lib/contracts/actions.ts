'use server'
import { action } from '@/lib/auth/action'
import { createContractInput, editContractInput, saveFeeInput } from './input'
import { createContract, editContract } from './mutations/contracts'
import { saveFee as saveContractFee } from './mutations/fees'

export const create = action('contracts.create', createContractInput, createContract)
export const edit = action('contracts.edit', editContractInput, editContract)
export const saveFee = action('contracts.saveFee', saveFeeInput, saveContractFee)
