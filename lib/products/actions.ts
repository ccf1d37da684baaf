'use server'
import { action } from '@/lib/auth/action'
import { createProductInput, editProductInput } from './input'
import { createProduct, editProduct } from './mutations/products'

export const create = action('products.create', createProductInput, createProduct)
export const edit = action('products.edit', editProductInput, editProduct)
