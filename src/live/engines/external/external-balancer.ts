import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { TrialPlan } from '../../../bench/engine.js'
import type { Software } from '../../../bench/trial.js'
import { LbbenchError } from '../../../errors.js'
import type { BalancerSight } from '../../../model/sight.js'
import { watchCpu } from '../../cpu-use.js'
import { portFor } from '../../listen.js'
import { type Commands, matchesIn, type RunningCommand } from '../../programs/commands.js'
import type { TemporaryFolder } from '../../programs/temporary-folder.js'
import { type BalancerUnderTest, type Begin, loopback } from '../measure.js'
import { type Configured, configured } from './configured.js'
import { listening } from './listening.js'
import { Operator } from './operator.js'
import type { Product } from './product.js'
import type { Lookout, Running } from './running.js'
import { isOwn, type Places } from './setup.js'
import { sightOf } from './sighting.js'

export interface ExternalBalancerOptions {
  readonly product: Product
  readonly version: string
  readonly plan: TrialPlan
  readonly commands: Commands
  readonly folder: (name: string) => Promise<TemporaryFolder>
  /** Ends the trial. */
  readonly fail: (reason: unknown) => void
}

/** A product before the backends of one trial, configured and started for it. */
export class ExternalBalancer implements BalancerUnderTest {
  readonly #options: ExternalBalancerOptions
  #software: Software | undefined
  #pid = 0
  #log = ''
  #cpu: () => (number | undefined)[] = () => []
  #running: Running | undefined
  #operator: Operator | undefined
  #lookout: Lookout | undefined

  constructor(options: ExternalBalancerOptions) {
    this.#options = options
  }

  /** As it ran; undefined until it is booted. */
  get software(): Software | undefined {
    return this.#software
  }

  async boot(backendPorts: readonly number[]): Promise<number> {
    const { product, version, plan } = this.#options
    // Only this candidate needs it: who else could not have it either says so in its turn.
    const port = await portFor('ENGINE_FAILED', plan.scenario.balancer.port, loopback, product.title)
    const folder = (await this.#options.folder(product.name)).path
    plan.note?.(`${product.title} ${version}; its configuration and log are in ${folder} while the trial runs`)
    const addresses = backendPorts.map(backend => `${loopback}:${backend}`)
    const places = { addresses, listen: { host: loopback, port }, folder, ...(await this.#extras()) }
    const how = await configured(product, plan, places)
    if (how.file !== undefined) await writeFile(join(folder, product.configFile), how.file)
    if (how.pool !== undefined) await writeFile(places.poolFile!, how.pool)
    this.#log = join(folder, 'log')
    this.#software = { name: product.name, version, configuration: how.configuration }
    const command = await this.#start(how, folder)
    this.#pid = command.pid
    if (how.setup !== undefined)
      this.#running = { setup: how.setup, folder, log: this.#log, signal: name => command.signal(name) }
    let ended = false
    void command.gone.then(() => {
      ended = true
    })
    await listening(port, product, () => ended)
    return port
  }

  async begin(when: Begin): Promise<void> {
    const { startAt, durationMs } = when
    this.#cpu = watchCpu(() => [this.#pid], { fromMs: startAt, untilMs: startAt + durationMs })
    const { product, plan, fail } = this.#options
    const running = this.#running
    if (running === undefined) return
    if (running.setup.isWatched) this.#lookout = product.eyes?.watch(running, when)
    if (!running.setup.isOperated) return
    const change = product.hands!.change
    this.#operator = new Operator({ running, changes: plan.scenario.balancer.changes, change, fail })
    this.#operator.begin(when)
  }

  /** A master that starts another worker goes on as if nothing had happened; what was counted before is lost. */
  async assertWhole(): Promise<void> {
    const { title, lostWorker, hands } = this.#options.product
    const lost = lostWorker && matchesIn(this.#log, lostWorker).at(-1)
    if (lost !== undefined) throw new LbbenchError('ENGINE_FAILED', `${title} lost its worker: ${lost}`)
    const refused = this.#operator && hands?.refusal && matchesIn(this.#log, hands.refusal).at(-1)
    if (refused !== undefined) throw new LbbenchError('ENGINE_FAILED', `${title} refused a change: ${refused}`)
  }

  /** CPU it used while measuring, as a share of one core: it has one worker. */
  async utilisation(): Promise<number | undefined> {
    return this.#cpu()[0]
  }

  /** From its own logs, and what it was told. */
  async sight(): Promise<BalancerSight | undefined> {
    if (this.#lookout === undefined) return undefined
    const seen = await this.#lookout.seen(this.#operator?.changedMs ?? [])
    return sightOf(this.#running!.setup.backends.length, [...(this.#operator?.did ?? []), ...seen])
  }

  /** Nobody changes or watches it any more. */
  end(): void {
    this.#operator?.end()
    this.#lookout?.end?.()
  }

  /** What the scenario asks of it beside serving. */
  async #extras(): Promise<Pick<Places, 'isWatched' | 'isOperated' | 'poolFile'>> {
    const { product, plan, folder } = this.#options
    const { incidents, balancer } = plan.scenario
    const isOperated = balancer.changes.length > 0
    const inFile = isOperated && product.hands?.poolText !== undefined
    return {
      isWatched: incidents !== undefined,
      isOperated,
      ...(inFile && { poolFile: join((await folder(`${product.name}-pool`)).path, 'pool.conf') }),
    }
  }

  #start({ args }: Configured, folder: string): Promise<RunningCommand> {
    const { product, plan, commands } = this.#options
    return commands.start({
      title: product.title,
      diedCode: 'ENGINE_FAILED',
      argv: [product.program, ...args],
      cwd: folder,
      env: { HOME: folder, XDG_CONFIG_HOME: folder, XDG_DATA_HOME: folder, ...product.env },
      log: this.#log,
      complaint: product.complaint,
      ...(!isOwn(plan.candidate) && { unprivileged: { owns: folder } }),
    })
  }
}
