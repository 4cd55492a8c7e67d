import { describe, expect, it } from 'vitest'
import { inForeground } from '../../src/cli/foreground.js'

const stat = (group: number, terminalGroup: number): string =>
  `4711 (node) (7) S 1 ${group} 4000 34816 ${terminalGroup} 4194304 1 2 3\n`

describe('whose the terminal is', () => {
  it.each([
    // In front of the shell, behind it, without a terminal, and where nobody knows.
    [stat(4711, 4711), true],
    [stat(4711, 4000), false],
    [stat(4711, -1), true],
    ['', true],
  ])('%j: %s', (text, ours) => {
    expect(inForeground(text)).toBe(ours)
  })

  it('can be asked of this process', () => {
    expect(typeof inForeground()).toBe('boolean')
  })
})
