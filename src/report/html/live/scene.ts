/** What is to be seen of a run at a moment. */
export interface Scene {
  /** What runs, why it does so again, and how far it is, in words. */
  readonly title: string
  readonly remark: string
  readonly progress: string
  /** Of the whole run, in [0, 1]. */
  readonly done: number
  /** The latest trial of each candidate that has had one, in the order of the candidates. */
  readonly trials: readonly SceneTrial[]
  /** The candidate whose trial told something last; undefined before any did. */
  readonly running: string | undefined
}

export interface SceneTrial {
  readonly candidate: string
  /** Ms before and after measuring begins, at time 0. */
  readonly warmupMs: number
  readonly endsMs: number
  /** The last of `points`. */
  readonly now: ScenePoint
  readonly requests: number
  readonly failed: number
  readonly backends: readonly SceneBackend[]
  readonly points: readonly ScenePoint[]
}

export interface ScenePoint {
  readonly atMs: number
  readonly ratePerSecond: number
  /** Of all requests so far; null while they are too few. */
  readonly p99Ms: number | null
}

export interface SceneBackend {
  readonly name: string
  readonly requests: number
  /** Its share of the requests by weight, in [0, 1]. */
  readonly fair: number
}
