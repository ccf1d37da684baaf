'use client'

// Below the layout: what was done on the phone goes on being sent.
export { FieldTrouble as default } from '@/components/field/trouble'
