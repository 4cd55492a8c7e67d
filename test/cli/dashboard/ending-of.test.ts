import { describe, expect, it } from 'vitest'
import { endingOf } from '../../../src/cli/dashboard/ending-of.js'
import { LbbenchError } from '../../../src/errors.js'

describe('the end', () => {
  it('says where the report is', () => {
    expect(endingOf(undefined, 'reports/x/report.html')).toEqual({
      says: 'This report is kept as reports/x/report.html; the page stays as long as it is open, but cannot be loaded again.',
      failed: false,
    })
  })

  it('says what went wrong before', () => {
    const { says, failed } = endingOf(new LbbenchError('INTERRUPTED', 'stopped by the user'), 'reports/x')
    expect(failed).toBe(true)
    expect(says).toMatch(/^Stopped by the user\. What was measured until then is here\. This report is kept/)
  })
})
