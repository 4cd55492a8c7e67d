/**
 * What a backend keeps in order to say how loaded it is: its requests in flight, and how long recent ones took that met
 * about as many. A load balancer that probes is told both (`ProbeReport` of the strategies).
 *
 * A latency depends on how many requests were there before, so each sample remembers how many it met. The estimate is the
 * median of the nine samples that met nearest to what a request would meet now; of equally near ones the newer count. Only
 * the last 64 samples are held and only those of the last five seconds count, so that a backend which was slow once and
 * was avoided since does not stay slow for ever: it has no estimate then.
 *
 * A request costs O(1), a report looks at 64 samples at most, memory is 1.3 KB from the first answer on. Clock-free:
 * times are given, on any clock that does not go back.
 *
 * Source: Wydrowski et al., "Load is not what you should balance: Introducing Prequal" (NSDI '24), section 4.
 */
export class LoadReport {
  /** Requests here, served or waiting. */
  inFlight = 0
  #samples: Samples | undefined

  /** A request arrives. Returns how many it meets, to be kept with it until it is completed. */
  arrived(): number {
    return this.inFlight++
  }

  /** It was answered, well or badly. `latencyMs` is the time from its arrival to the end of its answer, `met` what `arrived` returned. */
  completed(latencyMs: number, met: number, nowMs: number): void {
    this.inFlight--
    this.#samples ??= new Samples()
    this.#samples.add(latencyMs, met, nowMs)
  }

  /** It is gone without an answer: nothing is learnt of the time answers take. */
  lost(): void {
    this.inFlight--
  }

  /** The process died: requests and memory are gone. */
  restarted(): void {
    this.inFlight = 0
    this.#samples = undefined
  }

  /** Median latency a request would find that arrives now, ms; NaN where no recent one tells. */
  latencyMs(nowMs: number): number {
    return this.#samples === undefined ? Number.NaN : this.#samples.medianNear(this.inFlight, nowMs - recentMs)
  }
}

const recentMs = 5000
const held = 64
const compared = 9

/** The last samples, a row each. */
class Samples {
  readonly #latencyMs = new Float64Array(held)
  readonly #atMs = new Float64Array(held)
  readonly #met = new Int32Array(held)
  #added = 0

  add(latencyMs: number, met: number, nowMs: number): void {
    const row = this.#added++ % held
    this.#latencyMs[row] = latencyMs
    this.#met[row] = met
    this.#atMs[row] = nowMs
  }

  /** Of the samples after `sinceMs`, included. */
  medianNear(met: number, sinceMs: number): number {
    let count = 0
    for (let age = 1; age <= held && age <= this.#added; age++) {
      const row = (this.#added - age) % held
      if (this.#atMs[row] < sinceMs) break
      const distance = Math.abs(this.#met[row] - met)
      if (count === compared && distance >= distances[compared - 1]) continue
      count = Math.min(count + 1, compared)
      insert(distance, this.#latencyMs[row], count)
      if (distances[compared - 1] === 0 && count === compared) break
    }
    return medianOf(count)
  }
}

/** The nearest samples found so far, ascending: used during one call only, shared so that a report allocates nothing. */
const distances = new Int32Array(compared)
const latencies = new Float64Array(compared)

/** Behind equally near ones, which are newer. The last of `count` falls out. */
function insert(distance: number, latencyMs: number, count: number): void {
  let at = count - 1
  for (; at > 0 && distances[at - 1] > distance; at--) {
    distances[at] = distances[at - 1]
    latencies[at] = latencies[at - 1]
  }
  distances[at] = distance
  latencies[at] = latencyMs
}

/** Mean of both middle ones where there is no middle one. */
function medianOf(count: number): number {
  if (count === 0) return Number.NaN
  const sorted = latencies.subarray(0, count).sort()
  return (sorted[(count - 1) >> 1] + sorted[count >> 1]) / 2
}
