import { describe, expect, it } from 'vitest'
import type { Io } from '../../src/cli/io.js'
import { countdown, createProgressLine } from '../../src/cli/sweep/progress.js'
import { Terminal } from './watch/terminal.js'

/** Shows "0", "1", ... a second each. */
function shownFor(seconds: number, io: Partial<Io>): void {
  let nowMs = 0
  const line = createProgressLine({ env: {}, ...io } as Io, () => nowMs)
  for (; nowMs <= seconds * 1000; nowMs += 1000) line.show(`${nowMs / 1000} done`)
  line.clear()
}

describe('the progress of a sweep', () => {
  it('is a line every ten seconds in a pipe, and none of a short one', () => {
    const said: string[] = []
    shownFor(25, { stderr: { write: text => said.push(text) } })
    expect(said).toEqual(['10 done\n', '20 done\n'])
    shownFor(9, { stderr: { write: text => said.push(text) } })
    expect(said.length).toBe(2)
  })

  it('is one line on a terminal, no wider than it, which is gone in the end with the cursor back', () => {
    const terminal = new Terminal(6)
    terminal.write('$\n')
    const line = createProgressLine({ stderr: terminal, env: {} } as unknown as Io, () => 0)
    line.show('12 done')
    expect(terminal.screen).toBe('$\n12 d…')
    line.clear()
    expect([terminal.screen, terminal.cursorShown]).toEqual(['$', true])
  })

  it('leaves above it what is said for good, and details only to who asked for them', () => {
    for (const loudness of ['normal', 'verbose', 'quiet'] as const) {
      const terminal = new Terminal(40)
      const line = createProgressLine({ stderr: terminal, env: {}, loudness } as unknown as Io, () => 0)
      line.show('1 done')
      line.say('said')
      line.detail('detail')
      line.clear()
      expect(terminal.screen).toBe({ normal: 'said', verbose: 'said\ndetail', quiet: '' }[loudness])
    }
  })

  it('is lines on a terminal that cannot draw, and nothing where it is to be quiet', () => {
    const said: string[] = []
    const stderr = { isTTY: true, write: (text: string) => said.push(text) }
    shownFor(15, { stderr, env: { TERM: 'dumb' } })
    shownFor(15, { stderr, loudness: 'quiet' })
    expect(said).toEqual(['10 done\n'])
  })

  it('says how many there are, and when they will be done', () => {
    expect(countdown(0, 8, 100)).toBe('trial 0/8')
    expect(countdown(2, 8, 60_000)).toBe('trial 2/8  about 3 min left')
  })
})
