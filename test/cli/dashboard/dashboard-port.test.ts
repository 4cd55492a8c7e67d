import { describe, expect, it } from 'vitest'
import { dashboardPort } from '../../../src/cli/dashboard/dashboard-port.js'
import { lbbench } from '../lbbench.js'

describe('--dashboard', () => {
  it.each([
    [undefined, undefined],
    ['', 0],
    ['0', 0],
    ['8080', 8080],
    ['65535', 65_535],
  ])('%s is port %s', (value, port) => {
    expect(dashboardPort(value)).toBe(port)
  })

  it.each(['steady', '65536', '-1', '80.5', ' '])('is no port: %s', value => {
    expect(() => dashboardPort(value)).toThrow(`--dashboard ${value}: expected a port`)
  })

  it('takes the next word, and says what to do where that was none of its', async () => {
    const { status, stderr } = await lbbench('compare', '-e', 'virtual', '--dashboard', 'uneven')
    expect(status).toBe(2)
    expect(stderr).toContain('--dashboard uneven: expected a port, 0 to 65535, or nothing')
    expect(stderr).toContain('lbbench compare steady --dashboard')
  })
})
