import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Screen } from '../../../src/cli/watch/screen.js'
import { Terminal } from './terminal.js'

describe('the screen', () => {
  it('shows the last block only, below what was there, and no cursor', () => {
    const terminal = new Terminal()
    terminal.write('$ lbbench\n')
    const screen = new Screen({ stderr: terminal })
    screen.draw(['one', 'two, which is longer', 'three'])
    screen.draw(['1', '2'])
    expect(terminal.screen).toBe('$ lbbench\n1\n2')
    expect(terminal.cursorShown).toBe(false)
  })

  it('leaves nothing behind when it is closed, and what is written then stands where it was', () => {
    const terminal = new Terminal()
    terminal.write('before\n')
    const screen = new Screen({ stderr: terminal })
    screen.draw(['a', 'b', 'c'])
    screen.close()
    screen.close()
    screen.draw(['too late'])
    terminal.write('after\n')
    expect(terminal.screen).toBe('before\nafter')
    expect(terminal.cursorShown).toBe(true)
  })

  it('writes nothing where nothing was drawn', () => {
    const terminal = new Terminal()
    new Screen({ stderr: terminal }).close()
    expect(terminal.written).toBe('')
  })

  it('says a line above the block', () => {
    const terminal = new Terminal()
    const screen = new Screen({ stderr: terminal })
    screen.say('first')
    screen.draw(['a', 'b'])
    screen.say('second')
    screen.draw(['a', 'b'])
    expect(terminal.screen).toBe('first\nsecond\na\nb')
  })

  it('keeps a line that somebody else writes meanwhile', () => {
    const terminal = new Terminal()
    const screen = new Screen({ stderr: terminal })
    screen.draw(['', 'a', 'b'])
    terminal.write('console.log of a strategy\n')
    screen.draw(['', 'a', 'c'])
    expect(terminal.screen).toBe('console.log of a strategy\n\na\nc')
  })

  it('never scrolls more than once for the room it needs, however often it draws at the bottom', () => {
    const terminal = new Terminal(20, 6)
    terminal.write('1\n2\n3\n4\n5\n')
    const screen = new Screen({ stderr: terminal })
    for (let i = 0; i < 10; i++) screen.draw(['a', 'b', `c${i}`])
    expect(terminal.scrolledOff).toEqual(['1', '2'])
    expect(terminal.screen).toBe('3\n4\n5\na\nb\nc9')
    screen.close()
    expect(terminal.screen).toBe('3\n4\n5')
  })

  it('is closed as the process ends, whatever ends it', () => {
    const last = new Set<() => void>()
    const atExit = (what: () => void) => {
      last.add(what)
      return () => last.delete(what)
    }
    const terminal = new Terminal()
    const screen = new Screen({ stderr: terminal, atExit })
    screen.draw(['a'])
    for (const what of last) what()
    expect([terminal.screen, terminal.cursorShown, last.size]).toEqual(['', true, 0])
  })

  it('comes to the same whatever was drawn before', () => {
    const block = fc.array(fc.string({ unit: fc.constantFrom('x', 'y', ' '), maxLength: 19 }), {
      minLength: 1,
      maxLength: 5,
    })
    fc.assert(
      fc.property(fc.array(block, { minLength: 1, maxLength: 6 }), blocks => {
        const terminal = new Terminal(20, 8)
        terminal.write('before\n')
        const screen = new Screen({ stderr: terminal })
        for (const lines of blocks) screen.draw(lines)
        const fresh = new Terminal(20, 8)
        fresh.write(`before\n${blocks.at(-1)!.join('\n')}`)
        expect(terminal.screen).toBe(fresh.screen)
        screen.close()
        expect(terminal.screen).toBe('before')
      }),
      { seed: 1 },
    )
  })
})
