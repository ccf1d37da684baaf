import 'server-only'
import type { Write } from '@/lib/auth/actor'
import { saveSettings } from '@/lib/auth/mutations/settings'
import { switchedMoments } from '@/lib/auth/rules'
import type { ClockSettings } from '../input'

/**
 * How clocked hours are rounded and when hours switch by themselves. Hours that are there keep what they were made with; only
 * a visit that still runs follows. Refused: common.stale with what another saved.
 */
export function saveClockSettings(write: Write, { version, ...settings }: ClockSettings): Promise<{ version: number }> {
  const hourMoments = switchedMoments.filter((moment) => settings.hourMoments.includes(moment))
  return saveSettings(write, { ...settings, hourMoments }, version)
}
