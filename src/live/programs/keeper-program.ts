import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, constants, lchownSync, openSync } from 'node:fs'
import { answerParent } from './child.js'
import type { KeptCommand, KeptEnd } from './commands.js'
import { isRoot, nobody } from './temporary-folder.js'

/**
 * Main of a process that keeps programs which are not ours, each in a process group of its own. They are gone when it is
 * told so, and when it ends, for whatever reason but SIGKILL; its parent sees to that.
 */

const kept = new Map<number, ChildProcess>()

/** Those that were made here. */
const logs = new Set<string>()

/** All that a program without rights is told of our environment. */
const harmless = ['PATH', 'HOME', 'LANG', 'TZ', 'TMPDIR']

const calls = {
  /** Resolves to the pid. Rejects where it cannot be started. */
  async start(command: KeptCommand): Promise<{ pid: number } | { why: string }> {
    const { argv, cwd, log, unprivileged } = command
    const [file, ...args] = argv
    let output: number | undefined
    try {
      output = openLog(log)
      const owned = isRoot() ? unprivileged?.owns : undefined
      if (owned !== undefined) lchownSync(owned, nobody, nobody)
      const child = spawn(file, args, {
        cwd,
        env: environmentOf(command),
        stdio: ['ignore', output, output],
        detached: true,
        ...(owned !== undefined && { uid: nobody, gid: nobody }),
      })
      await once(child, 'spawn')
      kept.set(child.pid!, child)
      // A master that ends leaves no worker behind.
      child.once('exit', () => signalGroup(child.pid!, 'SIGKILL'))
      return { pid: child.pid! }
    } catch (error) {
      return { why: error instanceof Error ? error.message : String(error) }
    } finally {
      if (output !== undefined) closeSync(output)
    }
  },
  /** Resolves once it has ended. */
  async ended(pid: number): Promise<KeptEnd> {
    const child = kept.get(pid)!
    if (isRunning(pid)) await once(child, 'exit')
    return { exitCode: child.exitCode, signal: child.signalCode }
  },
  signal({ pid, name }: { readonly pid: number; readonly name: NodeJS.Signals }): void {
    // The number of a group that is gone may be somebody else's by now.
    if (isRunning(pid)) signalGroup(pid, name)
  },
}

// Their ports are free again once they are gone, and the next trial may want the same.
answerParent(calls, () => {
  const running = [...kept.keys()].filter(isRunning)
  for (const pid of running) signalGroup(pid, 'SIGKILL')
  return Promise.all(running.map(calls.ended))
})

/** A file or link that somebody else put there is none of ours. */
function openLog(log: string): number {
  const { O_WRONLY, O_APPEND, O_CREAT, O_EXCL, O_NOFOLLOW } = constants
  const output = openSync(log, O_WRONLY | O_APPEND | O_NOFOLLOW | (logs.has(log) ? 0 : O_CREAT | O_EXCL))
  logs.add(log)
  return output
}

function environmentOf({ env, unprivileged }: KeptCommand): NodeJS.ProcessEnv {
  const ours = Object.entries(process.env).filter(([name]) => unprivileged === undefined || harmless.includes(name))
  return { ...Object.fromEntries(ours), ...env }
}

function isRunning(pid: number): boolean {
  const { exitCode, signalCode } = kept.get(pid)!
  return exitCode === null && signalCode === null
}

/** Nobody may be left in it. */
function signalGroup(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(-pid, name)
  } catch {
    // Gone already.
  }
}
