import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import type { TrialPlan } from '../../../bench/engine.js'
import type { Software } from '../../../bench/trial.js'
import { LbbenchError } from '../../../errors.js'
import { monotonicMs } from '../../clock.js'
import { watchCpu } from '../../cpu-use.js'
import { portFor } from '../../listen.js'
import { type Commands, matchesIn } from '../../programs/commands.js'
import type { TemporaryFolder } from '../../programs/temporary-folder.js'
import { type BalancerUnderTest, type Begin, loopback } from '../measure.js'
import { configured } from './configured.js'
import type { Product } from './product.js'
import { isOwn } from './setup.js'

/** How long it may take until it listens, ms. */
const patienceMs = 10_000

export interface ExternalBalancerOptions {
  readonly product: Product
  readonly version: string
  readonly plan: TrialPlan
  readonly commands: Commands
  readonly folder: () => Promise<TemporaryFolder>
}

/** A product before the backends of one trial, configured and started for it. */
export class ExternalBalancer implements BalancerUnderTest {
  readonly #options: ExternalBalancerOptions
  #software: Software | undefined
  #pid = 0
  #log = ''
  #cpu: () => (number | undefined)[] = () => []

  constructor(options: ExternalBalancerOptions) {
    this.#options = options
  }

  /** As it ran; undefined until it is booted. */
  get software(): Software | undefined {
    return this.#software
  }

  async boot(backendPorts: readonly number[]): Promise<number> {
    const { product, version, plan, commands } = this.#options
    const { scenario, candidate } = plan
    // Only this candidate needs it: who else could not have it either says so in its turn.
    const port = await portFor('ENGINE_FAILED', scenario.balancer.port, loopback, product.title)
    const folder = await this.#options.folder()
    const addresses = backendPorts.map(backend => `${loopback}:${backend}`)
    const places = { addresses, listen: { host: loopback, port }, folder: folder.path }
    const { args, file, configuration } = await configured(product, plan, places)
    if (file !== undefined) await writeFile(join(folder.path, product.configFile), file)
    this.#log = join(folder.path, 'log')
    this.#software = { name: product.name, version, configuration }
    const command = await commands.start({
      title: product.title,
      diedCode: 'ENGINE_FAILED',
      argv: [product.program, ...args],
      cwd: folder.path,
      env: { HOME: folder.path, XDG_CONFIG_HOME: folder.path, XDG_DATA_HOME: folder.path, ...product.env },
      log: this.#log,
      complaint: product.complaint,
      ...(!isOwn(candidate) && { unprivileged: { owns: folder.path } }),
    })
    this.#pid = command.pid
    let ended = false
    void command.gone.then(() => {
      ended = true
    })
    await listening(port, product, () => ended)
    return port
  }

  async begin({ startAt, durationMs }: Begin): Promise<void> {
    this.#cpu = watchCpu(() => [this.#pid], { fromMs: startAt, untilMs: startAt + durationMs })
  }

  /** A master that starts another worker goes on as if nothing had happened; what was counted before is lost. */
  async assertWhole(): Promise<void> {
    const { title, lostWorker } = this.#options.product
    if (lostWorker === undefined) return
    const lost = matchesIn(this.#log, lostWorker).at(-1)
    if (lost !== undefined) throw new LbbenchError('ENGINE_FAILED', `${title} lost its worker: ${lost}`)
  }

  /** CPU it used while measuring, as a share of one core: it has one worker. */
  async utilisation(): Promise<number | undefined> {
    return this.#cpu()[0]
  }
}

/** Resolves once somebody accepts connections, or the program has ended: the trial fails with that. */
async function listening(port: number, { title }: Product, ended: () => boolean): Promise<void> {
  const deadline = monotonicMs() + patienceMs
  while (!ended() && !(await accepts(port))) {
    if (monotonicMs() > deadline)
      throw new LbbenchError(
        'ENGINE_FAILED',
        `${title} does not listen on ${loopback}:${port} after ${patienceMs / 1000} s`,
      )
    await delay(10)
  }
}

async function accepts(port: number): Promise<boolean> {
  const socket = connect(port, loopback)
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}
