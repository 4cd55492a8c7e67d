import type { Registry } from 'prom-client'

/** Takes one value of a family. `name` is another one than the family's where it is a part of a histogram. */
export type AddSample = (labels: Labels, value: number, name?: string) => void

/** Values of labels by their names; numbers are the bounds of buckets. */
export type Labels = Readonly<Record<string, string | number>>

/**
 * A metric that costs nothing until it is asked for: what happens is counted elsewhere, in plain arrays, and told at a
 * scrape. Names and units by https://prometheus.io/docs/practices/naming/: seconds, bytes, `_total` for counters.
 */
export interface Family {
  readonly name: string
  readonly type: 'counter' | 'gauge' | 'histogram'
  /** One sentence, for HELP. */
  readonly help: string
  readonly labelNames: readonly string[]
  /** Tells all values as they are now. */
  readonly collect: (add: AddSample) => void
}

/** A family of one value without labels; `value` is asked at each scrape. */
export function gauge(name: string, help: string, value: () => number): Family {
  return { name, type: 'gauge', help, labelNames: [], collect: add => add({}, value()) }
}

/** As `gauge`, of what only grows. */
export function counter(name: string, help: string, value: () => number): Family {
  return { ...gauge(name, help, value), type: 'counter' }
}

/** The families as prom-client's: its registry asks each at a scrape, and writes Prometheus' text format 0.0.4. */
export async function registryOf(families: readonly Family[]): Promise<Registry> {
  // Loaded by who is asked for metrics only: it costs some 20 ms and 3 MB.
  const { Registry } = await import('prom-client')
  const registry = new Registry()
  for (const family of families) registry.registerMetric(asMetric(family) as never)
  return registry
}

/**
 * What a registry asks of a metric. Not prom-client's own Counter and Histogram: those keep a map from labels to values,
 * which would be filled anew at each scrape, and a histogram of theirs cannot be set.
 */
function asMetric({ name, type, help, collect }: Family): { readonly name: string; get(): Promise<Collected> } {
  return {
    name,
    async get() {
      const values: Value[] = []
      collect((labels, value, metricName = name) => values.push({ labels, value, metricName }))
      return { name, type, help, values, aggregator: 'sum' }
    },
  }
}

interface Value {
  readonly labels: Labels
  readonly value: number
  readonly metricName: string
}

interface Collected extends Pick<Family, 'name' | 'type' | 'help'> {
  readonly values: readonly Value[]
  readonly aggregator: 'sum'
}
