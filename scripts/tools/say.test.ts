import { describe, expect, it } from 'vitest'
import { ConfigurationError } from '@/lib/env'
import { isFullDisk, oneLine, Trouble } from './say'

describe('what is told when something fails', () => {
  it('is one line, whatever it was', () => {
    const faults = [
      new Trouble('Port 3000 is taken'),
      new ConfigurationError('AUTH_SECRET is not set'),
      new Error('a\nb\nc'),
      Object.assign(new Error('x'), { code: 'EACCES', path: '/srv/.data' }),
      'text',
      undefined,
    ]
    for (const fault of faults) expect(oneLine(fault)).toMatch(/^[^\n]+$/)
    expect(oneLine(faults[0])).toBe('Port 3000 is taken')
    expect(oneLine(faults[3])).toContain('/srv/.data')
  })

  it('knows a full disk from whoever tells it', () => {
    expect(isFullDisk(Object.assign(new Error('write'), { code: 'ENOSPC' }))).toBe(true)
    expect(isFullDisk('initdb: error: could not write file: No space left on device')).toBe(true)
    expect(isFullDisk(Object.assign(new Error('could not extend file'), { code: '53100' }))).toBe(true)
    expect(isFullDisk(new Error('anything else'))).toBe(false)
    expect(oneLine(new Error('ENOSPC: no space left on device, write'))).toMatch(/^The disk is full/)
  })

  it('keeps passwords to itself', () => {
    expect(oneLine(new Trouble('no postgres://app:hunter2@db/x'))).not.toContain('hunter2')
  })
})
