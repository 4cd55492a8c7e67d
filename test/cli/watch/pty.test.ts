import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { packageRoot } from '../../process/tiny-scenario.js'
import { Terminal } from './terminal.js'

const folder = mkdtempSync(join(tmpdir(), 'lbbench-pty-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const one = '--rounds 1 --duration 1500ms --warmup 500ms --no-twin -s rr'
const short = `${one},lc`
/**
 * In a pseudo-terminal of 80 columns; stdout goes to a file, so that the terminal holds what stderr left on it.
 * @param hears what was written so far, and the process's number
 * @param shell what runs the line; by default the terminal's first process does
 */
async function inTerminal(
  command: string,
  hears: (text: string, pid: number) => void = () => undefined,
  shell = (line: string) => line,
): Promise<Terminal> {
  const lbbench = `${process.execPath} ${packageRoot}/bin/lbbench.js`
  const line = `stty cols 80 rows 40; ${shell(`echo pid $$; exec env ${command.replace('lbbench', lbbench)}`)}`
  const env = { ...process.env, TERM: 'xterm', LC_ALL: 'C.UTF-8', NO_COLOR: '' }
  const child = spawn('script', ['-qc', line, '/dev/null'], { env, cwd: folder, stdio: ['ignore', 'pipe', 'ignore'] })
  let text = ''
  child.stdout.setEncoding('utf8').on('data', (more: string) => {
    text += more
    hears(text, Number(/^pid (\d+)/.exec(text)?.[1]))
  })
  await once(child, 'close')
  const terminal = new Terminal(80, 40)
  terminal.write(text.replace(/^pid \d+\r?\n/, ''))
  return terminal
}

const onceMore = (text: string): string => text.replaceAll(/[\r\n]/g, '')

describe('compare on a real terminal', () => {
  it('shows how it goes, and leaves the plan and where the files are, the cursor with its place', async () => {
    const terminal = await inTerminal(`lbbench compare ${short} -o done > out.txt`)
    expect(onceMore(terminal.written)).toContain('0/2 trials')
    expect(terminal.written).toContain('measuring')
    expect(terminal.written).toContain('█')
    expect(terminal.cursorShown).toBe(true)
    expect(terminal.scrolledOff).toEqual([])
    const lines = terminal.screen.split('\n')
    expect(lines[0]).toMatch(/^steady: /)
    expect(lines.find(line => line.startsWith('Report: done/'))).toBeDefined()
    expect(terminal.screen).not.toMatch(/trials|so far|measuring/)
  }, 60_000)

  it('leaves nothing behind where the user stops it twice', async () => {
    let left = 2
    const terminal = await inTerminal(`lbbench compare ${short} --duration 60s -o twice > out2.txt`, (text, pid) => {
      if (/measuring/.test(text) && left-- > 0) process.kill(pid, 'SIGINT')
    })
    expect(terminal.written).toContain('stopping after')
    expect(terminal.cursorShown).toBe(true)
    expect(terminal.screen).not.toMatch(/trials|stopping/)
  }, 60_000)

  it('leaves the terminal to the shell on Ctrl-Z, and goes on with "fg"', async () => {
    let left = 1
    const terminal = await inTerminal(
      `lbbench compare ${one} -o paused > out5.txt`,
      (text, pid) => {
        if (/measuring/.test(text) && left-- > 0) process.kill(pid, 'SIGTSTP')
      },
      line => `bash -mc "sh -c '${line.replaceAll('$', '\\$')}'; echo status \\$?; fg"`,
    )
    const [before, after] = terminal.written.split(/status 148\r?\n/) as [string, string]
    const shown = new Terminal(80, 40)
    shown.write(before)
    expect(shown.cursorShown).toBe(true)
    expect(shown.screen).not.toMatch(/trials|so far/)
    expect(after).toContain('\u001b[?25l')
    expect(after).toContain('Report: paused/')
    expect(terminal.cursorShown).toBe(true)
  }, 60_000)

  it('goes on by itself where no shell could wake it', async () => {
    let left = 1
    const terminal = await inTerminal(`lbbench compare ${one} -o alone > out6.txt`, (text, pid) => {
      if (/measuring/.test(text) && left-- > 0) process.kill(pid, 'SIGTSTP')
    })
    expect(terminal.written.split('\u001b[?25l').length).toBeGreaterThanOrEqual(3)
    expect(terminal.screen).toContain('Report: alone/')
    expect(terminal.cursorShown).toBe(true)
  }, 60_000)

  it('draws nothing in the background of a shell', async () => {
    const terminal = await inTerminal(
      `lbbench compare ${one} -o background > out7.txt`,
      () => undefined,
      line => `bash -mc "sh -c '${line.replaceAll('$', '\\$')}' & wait"`,
    )
    expect(terminal.written).not.toContain('\u001b[?25l')
    expect(terminal.screen).toContain('Report: background/')
  }, 60_000)

  it('is a log on a terminal that cannot draw', async () => {
    const terminal = await inTerminal(`TERM=dumb lbbench compare ${short} -o dumb > out3.txt`)
    expect(terminal.written).not.toContain('\u001b')
    expect(terminal.screen).toMatch(/^\[2\/2\] round 1 \w+: /m)
  }, 60_000)

  it('has nothing but ASCII where the locale has nothing else', async () => {
    const terminal = await inTerminal(`LC_ALL=C lbbench compare ${short} -o ascii > out4.txt`)
    expect(terminal.written).toContain('####')
    expect(onceMore(terminal.written).replaceAll('\u001b', '')).toMatch(/^[ -~]*$/)
  }, 60_000)
})
