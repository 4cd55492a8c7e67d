import { fileURLToPath } from 'node:url'
import { execa } from 'execa'
import { type ErrorCode, LbbenchError } from '../../errors.js'
import type { Answer, Call } from './messages.js'
import { realtimeCommand } from './realtime.js'

/** A child process of ours that answers calls. It cannot outlive us: it ends when the channel to us closes. */
export interface Program {
  readonly pid: number
  /** Rejects with the child's `LbbenchError`, or with `diedCode` when the process ends before it answers. */
  call<T>(name: string, argument?: unknown): Promise<T>
  /** Resolves, with what to tell the user, when the process has ended, for whatever reason. */
  readonly gone: Promise<LbbenchError>
  /** Ends it and waits until it is gone. */
  stop(): Promise<void>
}

export interface ProgramSpec {
  /** What it is, for people: "the balancer". */
  readonly title: string
  /** Module with the child's main, relative to `dist/live/`, e.g. "backends/program.js". */
  readonly module: string
  /** Error code when it dies or does not start. */
  readonly diedCode: ErrorCode
  readonly realtime: boolean
  /** Heap it may use, MB; Node's own limit where it is left out. */
  readonly mostMemoryMb?: number
  /** Says what it ended of, where that is not `diedCode`. */
  readonly died?: (words: LastWords) => LbbenchError | undefined
}

/** What a process left behind. */
export interface LastWords {
  /** E.g. "exit status 1, TypeError: x is not a function". */
  readonly summary: string
  readonly stderr: string
}

/** How long a child may take to go away by itself before it is killed, ms. */
const stopGraceMs = 500

/** Starts `module` as a child process connected by an IPC channel. */
export function startProgram(spec: ProgramSpec): Program {
  const [file, ...args] = commandLine(spec)
  // `detached`: Ctrl-C in a terminal goes to the whole process group; we want to hear it first and stop children in order.
  const child = execa(file!, args, {
    ipc: true,
    serialization: 'advanced',
    stdin: 'ignore',
    stdout: 'ignore',
    stderr: 'pipe',
    detached: true,
    cleanup: false,
    reject: false,
    maxBuffer: 100_000,
  })
  const waiting: Waiting = new Map()
  const gone = child.then(result => {
    const words = { summary: lastWords(result), stderr: String(result.stderr ?? '') }
    const error = spec.died?.(words) ?? unexpected(spec, words.summary)
    for (const call of waiting.values()) call.reject(error)
    waiting.clear()
    return error
  })
  child.on('message', (message: unknown) => settle(waiting, message as Answer))
  return {
    pid: child.pid ?? -1,
    gone,
    call: caller(child as Child, waiting, gone),
    stop: stopper(child as Child, gone),
  }
}

interface Child {
  readonly connected: boolean
  send(message: never, sent: () => void): unknown
  disconnect(): void
  kill(signal: 'SIGKILL'): boolean
}

type Waiting = Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>

function commandLine(spec: ProgramSpec): string[] {
  const main = fileURLToPath(new URL(`../../../dist/live/${spec.module}`, import.meta.url))
  const limit = spec.mostMemoryMb === undefined ? [] : [`--max-old-space-size=${spec.mostMemoryMb}`]
  const node = [process.execPath, ...limit, main]
  return spec.realtime ? realtimeCommand(node) : node
}

function caller(child: Child, waiting: Waiting, gone: Promise<LbbenchError>): Program['call'] {
  let lastId = 0
  return async <T>(name: string, argument?: unknown): Promise<T> => {
    if (!child.connected) throw await gone
    const id = ++lastId
    const call: Call = { id, name, argument }
    return new Promise<T>((resolve, reject) => {
      waiting.set(id, { resolve: resolve as (value: never) => void, reject })
      // A failed send means the child is going; `gone` then rejects the call with its last words.
      child.send(call as never, () => undefined)
    })
  }
}

function settle(waiting: Waiting, answer: Answer): void {
  const call = waiting.get(answer.id)
  if (call === undefined) return
  waiting.delete(answer.id)
  if ('error' in answer) call.reject(new LbbenchError(answer.error.code, answer.error.message, answer.error.hint))
  else call.resolve(answer.value as never)
}

function stopper(child: Child, gone: Promise<LbbenchError>): Program['stop'] {
  return async () => {
    if (child.connected) child.disconnect()
    const kill = setTimeout(() => child.kill('SIGKILL'), stopGraceMs)
    await gone
    clearTimeout(kill)
  }
}

function unexpected({ diedCode, title }: Pick<ProgramSpec, 'diedCode' | 'title'>, summary: string): LbbenchError {
  const hint = summary.includes('SIGKILL')
    ? 'somebody killed it, or the machine ran out of memory: "dmesg" tells'
    : `docs/troubleshooting.md#${diedCode.toLowerCase()} says what it may come from`
  return new LbbenchError(diedCode, `${title} ended unexpectedly: ${summary}`, hint)
}

function lastWords(result: {
  readonly stderr?: unknown
  readonly signal?: unknown
  readonly exitCode?: unknown
}): string {
  const lines = String(result.stderr ?? '')
    .split('\n')
    .map(line => line.trim())
  const error = lines.find(line => /^([A-Z]\w*)?Error\b/.test(line)) ?? lines.find(line => line !== '')
  const how = result.signal ? `killed by ${result.signal}` : `exit status ${result.exitCode ?? 'unknown'}`
  return error ? `${how}, ${error}` : how
}
