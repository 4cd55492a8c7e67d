import { type Family, registryOf } from './family.js'
import { processFamilies } from './process-families.js'

/** Prometheus' text of what a program counts. */
export type Exposition = () => Promise<string>

/** These families and those of the process: what a program of ours answers to the call `metrics`. */
export async function expositionOf(families: readonly Family[]): Promise<Exposition> {
  const registry = await registryOf([...families, ...processFamilies()])
  return () => registry.metrics()
}

/** Of a program that was not asked to count. */
export const noExposition: Exposition = async () => ''
