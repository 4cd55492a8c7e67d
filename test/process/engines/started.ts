import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs'
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
  readonly stderr: () => string
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
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let stderr = ''
  child.stderr.on('data', chunk => {
    stderr += chunk
  })
  const processes = (): number[] => marked(mark.name)
  return {
    out,
    temporary,
    ended: once(child, 'exit') as Started['ended'],
    stderr: () => stderr,
    kill: signal => child.kill(signal),
    processes,
    async running(words) {
      const find = (): number | undefined => processes().find(pid => commandLine(pid).includes(words))
      if (!(await eventually(() => find() !== undefined, 30_000))) throw new Error(`no ${words} is running: ${stderr}`)
      return find()!
    },
  }
}

/** Folders of balancers that are left. */
export function leftIn({ temporary }: Started): string[] {
  return readdirSync(temporary).filter(name => name.startsWith('lbbench-'))
}

/** Spaces between arguments. */
export function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')
  } catch {
    return ''
  }
}
