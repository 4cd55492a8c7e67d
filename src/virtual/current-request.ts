import type { RoutedRequest } from '../balancer/balancer.js'
import { isRepeatable } from '../balancer/requests/repeatable.js'
import { clientAddress } from '../model/clients.js'
import { client as atClient, type JobTable } from '../model/job-table.js'
import type { Traffic } from '../model/traffic.js'
import type { CookieJars } from './cookie-jars.js'

/** Addresses kept as text: to make one out costs more than a pick. */
const keptAddresses = 65_536

/**
 * What balancer and strategy may read of the request that is being routed; made out only when they ask. They read a request
 * only while they are called, so one view does for all.
 */
export class CurrentRequest implements RoutedRequest {
  slot = 0
  attempt = 0
  readonly #jobs: JobTable
  readonly #jars: CookieJars | undefined
  readonly #paths: readonly string[]
  readonly #repeatable: readonly boolean[]
  readonly #addresses: string[] = []
  readonly #clientOf: Int32Array

  /** @param jars where clients come with cookies */
  constructor(jobs: JobTable, { clients, requests }: Traffic, jars?: CookieJars) {
    this.#jobs = jobs
    this.#jars = jars
    this.#paths = requests.map(({ path }) => path)
    this.#repeatable = requests.map(({ method }) => isRepeatable(method))
    this.#clientOf = new Int32Array(Math.min(keptAddresses, clients.count)).fill(-1)
  }

  get ticket(): number {
    return this.slot
  }

  /** Who asks, by number. */
  get clientNumber(): number {
    return this.#jobs.integers[16 * this.slot + atClient]!
  }

  get client(): string {
    const client = this.clientNumber
    const place = client % this.#clientOf.length
    if (this.#clientOf[place] !== client) {
      this.#clientOf[place] = client
      this.#addresses[place] = clientAddress(client)
    }
    return this.#addresses[place]!
  }

  get path(): string {
    return this.#paths[this.#jobs.kind[this.slot]!]!
  }

  get repeatable(): boolean {
    return this.#repeatable[this.#jobs.kind[this.slot]!]!
  }

  /** As the client had it when the request was due. */
  get cookie(): string {
    return this.#jars?.value(this.slot) ?? ''
  }
}
