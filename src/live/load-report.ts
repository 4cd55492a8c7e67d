import type { ProbeReport } from '../strategies/strategy.js'

/** What a backend says of its load, as the value of its `load` header. */
export function writeLoad(inFlight: number, latencyMs: number): string {
  return Number.isNaN(latencyMs) ? `in-flight=${inFlight}` : `in-flight=${inFlight}, latency=${latencyMs.toFixed(3)}`
}

/** Reads it again; a backend that does not know the header, or writes nonsense, has no valid answer. */
export function readLoad(value: string | undefined): ProbeReport {
  const [, inFlight, latency] = /^in-flight=(\d{1,9})(?:, latency=(\d{1,9}(?:\.\d{1,9})?))?$/.exec(value ?? '') ?? []
  if (inFlight === undefined) return noLoad
  return { failed: false, inFlight: Number(inFlight), latencyMs: latency === undefined ? NaN : Number(latency) }
}

/** No answer, or none that says anything. */
export const noLoad: ProbeReport = { failed: true, inFlight: 0, latencyMs: NaN }
