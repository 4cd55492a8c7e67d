import { expect, it } from 'vitest'
import { lbbenchIn } from './lbbench.js'

it('validate keeps to ASCII where the locale has nothing else', async () => {
  const { status, stdout } = await lbbenchIn({ env: { LC_ALL: 'C' } }, 'validate', '--quick')
  expect(status).toBe(0)
  expect(stdout).toContain('| +- SE |')
  expect(stdout).toMatch(/^[\n\x20-\x7e]*$/)
})
