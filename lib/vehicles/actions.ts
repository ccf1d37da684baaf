'use server'
import { action } from '@/lib/auth/action'
import { chooseInput, saveVehicleInput, vehicleInput } from './input'
import { chooseVehicle } from './mutations/choose'
import { archiveVehicle, restoreVehicle, saveVehicle } from './mutations/vehicles'

export const save = action('vehicles.save', saveVehicleInput, saveVehicle)
export const archive = action('vehicles.archive', vehicleInput, archiveVehicle)
export const restore = action('vehicles.restore', vehicleInput, restoreVehicle)
export const choose = action('vehicles.choose', chooseInput, chooseVehicle)
