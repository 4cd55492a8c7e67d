import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eventually, marked, newMark } from '../processes.js'
import { packageRoot } from '../tiny-scenario.js'

/** A comparison in a process of its own, with a folder of its own for what it leaves. */
export interface Started {
  readonly out: string
  /** Its temporary files go here. */
  readonly temporary: string
  readonly ended: Promise<[status: number | null, signal: string | null]>
  /** All it says, each run of white space one space. */
  readonly said: () => string
  kill(signal: NodeJS.Signals): void
  /** Processes it has started, and itself. */
  processes(): number[]
  /** Those of them whose command line holds this; waits until there is one. */
  running(words: string): Promise<number>
}

export function startCompare(scenario: string, ...flags: readonly string[]): Started {
  const mark = newMark()
  const folder = mkdtempSync(join(tmpdir(), 'lbbench-kill-'))
  const [out, temporary] = [join(folder, 'out'), join(folder, 'tmp')]
  // Who runs as nobody has to get there.
  mkdirSync(temporary, { mode: 0o755 })
  chmodSync(folder, 0o755)
  const args = ['bin/lbbench.js', 'compare', scenario, '--warmup', '100ms', '--out', out, ...flags]
  const child = spawn(process.execPath, args, {
    cwd: packageRoot,
    env: { ...process.env, ...mark.env, TMPDIR: temporary },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', chunk => {
      text += chunk
    })
  const said = (): string => text.replace(/\s+/g, ' ')
  // nginx writes its title over its environment, and with it over the mark.
  const processes = (): number[] => [...new Set([...marked(mark.name), ...workingIn(temporary)])]
  return {
    out,
    temporary,
    ended: once(child, 'close') as Started['ended'],
    said,
    kill: signal => child.kill(signal),
    processes,
    async running(words) {
      const find = (): number | undefined => processes().find(pid => commandLine(pid).includes(words))
      if (!(await eventually(() => find() !== undefined, 90_000))) throw new Error(`no ${words} is running: ${said()}`)
      return find()!
    },
  }
}

/** Folders of balancers that are left. */
export function leftIn({ temporary }: Started): string[] {
  return readdirSync(temporary).filter(name => name.startsWith('lbbench-'))
}

/** Pids of processes whose current folder is, or was, in this one. */
function workingIn(folder: string): number[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .filter(pid => currentFolder(pid).startsWith(folder))
    .map(Number)
}

function currentFolder(pid: string): string {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return ''
  }
}

/** Spaces between arguments. */
function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  } catch {
    return ''
  }
}
