export { takeNumber } from '@/lib/customers/mutations/number'
