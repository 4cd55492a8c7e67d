import { readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { type ErrorCode, LbbenchError } from '../../errors.js'
import { findProgram } from './find-program.js'
import type { ProgramGroup } from './group.js'
import type { Program } from './parent.js'

/** A program that is not ours: what is run, as whom, and what it is called when it fails. */
export interface CommandSpec {
  /** For people: "nginx", "backend a (gunicorn)". */
  readonly title: string
  readonly diedCode: ErrorCode
  /** Program, by path or by name (see `findProgram`), and its arguments. It must stay in the foreground. */
  readonly argv: readonly [string, ...string[]]
  readonly cwd: string
  /** Added to our own. */
  readonly env?: Readonly<Record<string, string>>
  /** File that takes its stdout and stderr: new, or that of an earlier start, and then it goes on. */
  readonly log: string
  /** What its log says of why it gave up, in a group; the last line where nothing matches. */
  readonly complaint?: RegExp
  /**
   * It needs no rights and nothing of our environment but where things are. Where lbbench is root it runs as `nobody`, who
   * is given the folder `owns` once the log is in it: all else must be there.
   */
  readonly unprivileged?: { readonly owns: string }
}

/** What the keeper is asked to start. */
export type KeptCommand = Pick<CommandSpec, 'argv' | 'cwd' | 'env' | 'log' | 'unprivileged'>

/** How a kept program ended. */
export interface KeptEnd {
  readonly exitCode: number | null
  readonly signal: NodeJS.Signals | null
}

export interface RunningCommand {
  /** Leader of a process group of its own. */
  readonly pid: number
  /** To the whole group; nothing happens where it is gone. */
  signal(name: NodeJS.Signals): Promise<void>
  /**
   * Kills the whole group and waits until it is gone; that is no failure of the trial.
   * @param gently sends this signal first, and kills what is left after so many ms
   */
  stop(gently?: { readonly signal: NodeJS.Signals; readonly graceMs: number }): Promise<void>
  /** Resolves, with what to tell the user, when it has ended, for whatever reason. */
  readonly gone: Promise<LbbenchError>
}

export interface Commands {
  /** Rejects with `diedCode` where it cannot be started. One that ends before it is stopped fails the trial. */
  start(spec: CommandSpec): Promise<RunningCommand>
}

/**
 * Programs of a trial that are not ours. A small process of ours starts them and kills them when it, or we, are gone; where
 * it is killed itself, we do.
 */
export function startCommands(group: ProgramGroup, realtime: boolean): Commands {
  // What it starts inherits how it is scheduled.
  const keeper = group.start({
    title: 'the keeper of other programs',
    module: 'programs/keeper-program.js',
    diedCode: 'GENERATOR_FAILED',
    realtime,
  })
  const pids = new Set<number>()
  void keeper.gone.then(() => pids.forEach(killGroup))
  return {
    async start(spec) {
      const pid = await startKept(keeper, spec)
      pids.add(pid)
      group.addGroup(pid)
      return running({ keeper, group, spec, pid, forget: () => pids.delete(pid) })
    },
  }
}

async function startKept(
  keeper: Program,
  { title, diedCode, argv, cwd, env, log, unprivileged }: CommandSpec,
): Promise<number> {
  const [name, ...args] = argv
  const file = findProgramOrPath(name)
  if (file === undefined) throw new LbbenchError(diedCode, `${title} cannot be started: there is no ${name}`)
  const kept: KeptCommand = {
    argv: [file, ...args],
    cwd,
    log,
    ...(env && { env }),
    ...(unprivileged && { unprivileged }),
  }
  const started = await keeper.call<{ pid: number } | { why: string }>('start', kept)
  if ('pid' in started) return started.pid
  throw new LbbenchError(diedCode, `${title} cannot be started: ${started.why}`)
}

function findProgramOrPath(name: string): string | undefined {
  return name.includes('/') ? name : findProgram(name)
}

interface Running {
  readonly keeper: Program
  readonly group: ProgramGroup
  readonly spec: CommandSpec
  readonly pid: number
  readonly forget: () => void
}

function running({ keeper, group, spec, pid, forget }: Running): RunningCommand {
  let stopping = false
  // Where the keeper is gone, that is what the trial fails with.
  const ended = keeper.call<KeptEnd>('ended', pid).catch((): KeptEnd => ({ exitCode: null, signal: 'SIGKILL' }))
  const gone = ended.then(end => {
    forget()
    const error = endOf(spec, end)
    if (!stopping) group.fail(error)
    return error
  })
  return {
    pid,
    gone,
    signal: name => keeper.call('signal', { pid, name }),
    async stop(gently) {
      stopping = true
      if (gently !== undefined) {
        await keeper.call('signal', { pid, name: gently.signal })
        // Who stands still (SIGSTOP) hears of nothing else.
        await keeper.call('signal', { pid, name: 'SIGCONT' })
        await Promise.race([gone, delay(gently.graceMs, undefined, { ref: false })])
      }
      await group.killGroup(pid, async () => {
        await keeper.call('signal', { pid, name: 'SIGKILL' })
        await gone
      })
    },
  }
}

function endOf({ title, diedCode, log, complaint }: CommandSpec, { exitCode, signal }: KeptEnd): LbbenchError {
  const how = signal === null ? `exit status ${exitCode}` : `killed by ${signal}`
  // Who is killed has said nothing about it.
  const last = signal === 'SIGKILL' ? '' : lastLine(log, complaint)
  return new LbbenchError(diedCode, `${title} ended unexpectedly: ${how}${last === '' ? '' : `: ${last}`}`)
}

/** What a program said before it gave up: of the last line of its log that matches the first group, else the last line. */
export function lastLine(log: string, matching = /(.+)/): string {
  return matchesIn(log, matching).at(-1) ?? linesOf(log).at(-1) ?? ''
}

/** The first group of what matches, of each line of a log where something does. */
export function matchesIn(log: string, matching: RegExp): string[] {
  return linesOf(log).flatMap(line => matching.exec(line)?.slice(1, 2) ?? [])
}

function linesOf(log: string): string[] {
  try {
    const lines = readFileSync(log, 'utf8').split('\n')
    return lines.map(line => line.trim()).filter(line => line !== '')
  } catch {
    return []
  }
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // Gone already.
  }
}
