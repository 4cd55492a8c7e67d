import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { answerParent } from './child.js'
import type { KeptCommand, KeptEnd } from './commands.js'
import { isRoot, nobody } from './temporary-folder.js'

/**
 * Main of a process that keeps programs which are not ours, each in a process group of its own. They are gone when it is
 * told so, and when it ends, for whatever reason but SIGKILL; its parent sees to that.
 */

const kept = new Map<number, ChildProcess>()

const calls = {
  /** Resolves to the pid. Rejects where it cannot be started. */
  async start({
    argv: [file, ...args],
    cwd,
    env,
    log,
    unprivileged,
  }: KeptCommand): Promise<{ pid: number } | { why: string }> {
    const output = openSync(log, 'a')
    const asNobody = unprivileged && isRoot() ? { uid: nobody, gid: nobody } : {}
    try {
      const child = spawn(file, args, {
        cwd,
        env: { ...process.env, ...env },
        stdio: ['ignore', output, output],
        detached: true,
        ...asNobody,
      })
      await once(child, 'spawn')
      kept.set(child.pid!, child)
      // A master that ends leaves no worker behind.
      child.once('exit', () => signalGroup(child.pid!, 'SIGKILL'))
      return { pid: child.pid! }
    } catch (error) {
      return { why: error instanceof Error ? error.message : String(error) }
    } finally {
      closeSync(output)
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
