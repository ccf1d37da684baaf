'use server'
import { action } from '@/lib/auth/action'
import { createContractInput, editContractInput } from './input'
import { createContract, editContract } from './mutations/contracts'

export const create = action('contracts.create', createContractInput, createContract)
export const edit = action('contracts.edit', editContractInput, editContract)
