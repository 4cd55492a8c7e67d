import type { Random } from '../src/model/random.js'

/**
 * nginx's balancing written down a second time, as directly as its rules are stated: one record a server, eligibility
 * worked out anew from the raw facts at each look, memory kept per request. Slow and plain on purpose: what the real
 * code is compared with. Times are whole seconds.
 */
export interface Server {
  readonly weight: number
  readonly maxFails: number
  readonly failTimeoutS: number
  readonly down: boolean
  effective: number
  current: number
  conns: number
  fails: number
  accessedS: number
  checkedS: number
}

export interface ServerSpec {
  readonly weight: number
  readonly maxFails: number
  readonly failTimeoutS: number
  readonly down?: boolean
}

/** What nginx remembers of one request. */
export interface Request {
  readonly client: readonly number[]
  /** 0 while it is among the primaries, 1 once it went to the backups. */
  list: number
  readonly tried: Set<number>
  hash: number
  rehashes: number
}

export type Method = 'rr' | 'lc' | 'iphash' | 'random'

export class NginxModel {
  readonly lists: Server[][]
  readonly #method: Method
  readonly #random: Random
  readonly #single: boolean

  constructor(method: Method, lists: readonly (readonly ServerSpec[])[], random: Random) {
    this.#method = method
    this.#random = random
    this.lists = lists.map(list => list.map(newServer))
    this.#single = lists.length === 1 && lists[0].length === 1
  }

  request(client: readonly number[]): Request {
    return { client, list: 0, tried: new Set(), hash: 89, rehashes: 0 }
  }

  /** [list, server], or undefined for "no live upstreams". */
  get(request: Request, nowS: number): [number, number] | undefined {
    for (; request.list < this.lists.length; request.list++) {
      const list = this.lists[request.list]
      const found = list.length === 0 ? -1 : this.#find(request, list, nowS)
      if (found !== -1) {
        const server = list[found]
        if (nowS - server.checkedS > server.failTimeoutS) server.checkedS = nowS
        server.conns++
        request.tried.add(found)
        return [request.list, found]
      }
      request.tried.clear()
    }
    request.list = this.lists.length - 1
    return undefined
  }

  free(at: readonly [number, number], failed: boolean, nowS: number): void {
    const server = this.lists[at[0]][at[1]]
    server.conns--
    if (this.#single) return
    if (!failed) {
      if (server.accessedS < server.checkedS) server.fails = 0
      return
    }
    server.fails++
    server.accessedS = server.checkedS = nowS
    if (server.maxFails > 0) server.effective -= Math.floor(server.weight / server.maxFails)
    if (server.effective < 0) server.effective = 0
  }

  isBanned(server: Server, nowS: number): boolean {
    return server.maxFails > 0 && server.fails >= server.maxFails && nowS - server.checkedS <= server.failTimeoutS
  }

  #eligible(request: Request, list: readonly Server[], nowS: number): number[] {
    return list.flatMap((server, i) => {
      const banned = !this.#single && this.isBanned(server, nowS)
      return server.down || banned || request.tried.has(i) ? [] : [i]
    })
  }

  #find(request: Request, list: readonly Server[], nowS: number): number {
    const eligible = this.#eligible(request, list, nowS)
    if (this.#method === 'lc') return leastConnections(list, eligible)
    if (this.#method === 'iphash' && list.length > 1) return ipHash(list, eligible, request)
    if (this.#method === 'random' && list.length > 1) return this.#draw(list, eligible)
    return inTurn(list, eligible)
  }

  /** nginx counts redraws over all tries of a request; the strategy under test counts them per try. */
  #draw(list: readonly Server[], eligible: readonly number[]): number {
    const total = list.reduce((sum, server) => sum + server.weight, 0)
    for (let redraws = 0; redraws <= 20; redraws++) {
      const at = serverAt(list, this.#random.below(total))
      if (eligible.includes(at)) return at
    }
    return inTurn(list, eligible)
  }
}

function newServer({ weight, maxFails, failTimeoutS, down = false }: ServerSpec): Server {
  const past = -1_000_000
  const counters = { conns: 0, fails: 0, accessedS: past, checkedS: past }
  return { weight, maxFails, failTimeoutS, down, effective: weight, current: 0, ...counters }
}

function inTurn(list: readonly Server[], eligible: readonly number[]): number {
  if (eligible.length === 0) return -1
  const total = eligible.reduce((sum, i) => sum + list[i].effective, 0)
  for (const i of eligible) {
    list[i].current += list[i].effective
    list[i].effective = Math.min(list[i].weight, list[i].effective + 1)
  }
  const highest = Math.max(...eligible.map(i => list[i].current))
  const chosen = eligible.find(i => list[i].current === highest)!
  list[chosen].current -= total
  return chosen
}

function leastConnections(list: readonly Server[], eligible: readonly number[]): number {
  // Loads compared as fractions: n1/w1 < n2/w2.
  const less = (a: Server, b: Server) => a.conns * b.weight < b.conns * a.weight
  const least = eligible.filter(i => eligible.every(j => !less(list[j], list[i])))
  return least.length < 2 ? (least[0] ?? -1) : inTurn(list, least)
}

function ipHash(list: readonly Server[], eligible: readonly number[], request: Request): number {
  const total = list.reduce((sum, server) => sum + server.weight, 0)
  let hash = request.hash
  while (request.rehashes <= 20) {
    for (const byte of request.client) hash = (hash * 113 + byte) % 6271
    const at = serverAt(list, hash % total)
    if (eligible.includes(at)) {
      request.hash = hash
      return at
    }
    request.rehashes++
  }
  return inTurn(list, eligible)
}

function serverAt(list: readonly Server[], point: number): number {
  let rest = point
  return list.findIndex(server => {
    rest -= server.weight
    return rest < 0
  })
}
