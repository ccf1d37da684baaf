'use server'
import { z } from 'zod'
import { action } from '@/lib/auth/action'
import { createAssetInput, editAssetInput, retireAssetInput } from './input'
import { createAsset, editAsset, restoreAsset, retireAsset } from './mutations/assets'

export const create = action('assets.create', createAssetInput, createAsset)
export const edit = action('assets.edit', editAssetInput, editAsset)
export const retire = action('assets.retire', retireAssetInput, retireAsset)
export const restore = action('assets.restore', z.object({ id: z.uuid() }), (write, { id }) => restoreAsset(write, id))
