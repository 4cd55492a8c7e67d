import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { LbbenchError } from '../../../errors.js'
import type { BackendSpec } from '../../../model/backend-spec.js'
import type { BackendKind } from '../../../scenario/backend-kind/kind.js'
import { filledIn, type VariableValues } from '../../../scenario/backend-kind/variables.js'
import { freePort } from '../../listen.js'
import { type Commands, lastLine, type RunningCommand } from '../../programs/commands.js'
import { profileOf } from './profile.js'
import { whenReady } from './ready.js'

export interface RealBackendOptions {
  readonly kind: BackendKind
  readonly spec: BackendSpec
  readonly host: string
  readonly commands: Commands
  /** Environment of all backends of the run. */
  readonly env: Readonly<Record<string, string>>
}

/** The last line of a traceback, of Python or of Node: what went wrong, not what the server says on its way out. */
const complaint = /^((?:[A-Za-z_]\w*\.)*[A-Z]\w*(?:Error|Exception)\b.*)$/

/** One backend of a trial: a server that is not ours, its profile and its log. */
export class RealBackend {
  readonly #options: RealBackendOptions
  #port = 0
  #log = ''
  #profile = ''
  #command: RunningCommand | undefined
  /** What was asked of it so far: one thing after the other. */
  #asked: Promise<unknown> = Promise.resolve()

  constructor(options: RealBackendOptions) {
    this.#options = options
  }

  /** Process group of the server, while it runs. */
  get group(): number | undefined {
    return this.#command?.pid
  }

  /**
   * Finds its port and writes its profile.
   * @param folder takes profile and log
   * @param taken ports that others will listen on
   * @throws LbbenchError PORT_TAKEN
   */
  async prepare(folder: string, taken: ReadonlySet<number>): Promise<number> {
    const { spec, host } = this.#options
    this.#log = join(folder, `${spec.name}.log`)
    this.#profile = join(folder, `${spec.name}.json`)
    await writeFile(this.#profile, JSON.stringify(profileOf(spec)))
    // A server would say that its port is taken, too, each in its own way and some after seconds.
    do this.#port = await freePort(spec.port, host, this.#title)
    while (spec.port === 0 && taken.has(this.#port))
    return this.#port
  }

  /**
   * Starts it and waits until it serves.
   * @throws LbbenchError BACKEND_FAILED where it is not ready in time. A server that ends fails the trial.
   */
  boot(): Promise<void> {
    return this.#inTurn(() => this.#boot())
  }

  /** As `kill -9` of the whole server: connections are reset, new ones refused. */
  crash(): Promise<void> {
    return this.#inTurn(() => this.#end())
  }

  /** Starts it again where it was, once what ended it is done; it serves as soon as it does. Nothing happens where it runs. */
  recover(): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#command === undefined) await this.#start()
    })
  }

  /** The whole server stands still; the kernel takes its connections all the same. */
  freeze(): Promise<void> {
    return this.#inTurn(async () => this.#command?.signal('SIGSTOP'))
  }

  thaw(): Promise<void> {
    return this.#inTurn(async () => this.#command?.signal('SIGCONT'))
  }

  /** Asks it to end, also where it stands still, and kills it where it takes too long. */
  stop(): Promise<void> {
    return this.#inTurn(() => this.#end(this.#options.kind.stop))
  }

  get #title(): string {
    return `backend ${this.#options.spec.name} (${this.#options.kind.name})`
  }

  /** Whoever asks next waits, and is not to blame for what came before. */
  #inTurn<T>(act: () => Promise<T>): Promise<T> {
    const done = this.#asked.then(act)
    this.#asked = done.catch(() => undefined)
    return done
  }

  async #end(gently?: BackendKind['stop']): Promise<void> {
    const command = this.#command
    this.#command = undefined
    await command?.stop(gently)
  }

  async #boot(): Promise<void> {
    const { kind, host } = this.#options
    if (this.#command !== undefined) return
    const command = await this.#start()
    const { path, timeoutMs } = kind.ready
    const why = await whenReady({ host, port: this.#port, path, timeoutMs, given: this.#watch(command) })
    if (why === undefined) return
    // Where it ended, `commands` has failed the trial with its last words, which say more.
    const said = lastLine(this.#log, complaint)
    throw new LbbenchError(
      'BACKEND_FAILED',
      `${this.#title} was not ready after ${timeoutMs / 1000} s: GET ${path} on port ${this.#port}: ${why}${said === '' ? '' : `; its log ends with: ${said}`}`,
    )
  }

  async #start(): Promise<RunningCommand> {
    const { kind, commands, env } = this.#options
    const values = this.#values()
    const [program, ...args] = kind.command.map(word => filledIn(word, values))
    const own = Object.entries(kind.env).map(([name, value]) => [name, filledIn(value, values)])
    this.#command = await commands.start({
      title: this.#title,
      diedCode: 'BACKEND_FAILED',
      argv: [program!, ...args],
      cwd: kind.folder,
      env: {
        LBBENCH_NAME: this.#options.spec.name,
        LBBENCH_PROFILE: this.#profile,
        ...env,
        ...Object.fromEntries(own),
      },
      log: this.#log,
      complaint,
    })
    return this.#command
  }

  #values(): VariableValues {
    const { kind, spec, host } = this.#options
    return {
      ...{ host, port: this.#port, name: spec.name, folder: kind.folder },
      ...{ workers: spec.workers, threads: spec.threads },
      backlog: Math.max(1, Math.min(spec.backlog, mostBacklog())),
      keepAlive: Math.ceil(spec.keepAliveMs / 1000),
    }
  }

  #watch(command: RunningCommand): () => boolean {
    let ended = false
    void command.gone.then(() => {
      ended = true
    })
    return () => ended
  }
}

/** The kernel cuts a longer backlog, and uWSGI does not start with one. */
function mostBacklog(): number {
  try {
    return Number(readFileSync('/proc/sys/net/core/somaxconn', 'utf8')) || 128
  } catch {
    return 128
  }
}
