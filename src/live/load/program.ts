import { LbbenchError } from '../../errors.js'
import { clientAddress } from '../../model/clients.js'
import { type Exposition, expositionOf, noExposition } from '../metrics/exposition.js'
import { answerParent } from '../programs/child.js'
import { createGenerator, type Generator, type GeneratorOptions, type LoadRecord } from './generator.js'

/** Main of the load generator's process. */

export type BootGenerator = Omit<GeneratorOptions, 'clientAddress'>

let generator: Generator
let metrics: Exposition = noExposition

answerParent({
  async boot(boot: BootGenerator): Promise<void> {
    generator = createGenerator({ ...boot, clientAddress })
    if (boot.metrics === true) metrics = await expositionOf(generator.families())
    if ((await generator.prime()) > 0 || boot.workload.size === 0) return
    throw new LbbenchError(
      'GENERATOR_FAILED',
      `nothing answers on ${boot.host}:${boot.port}: the load generator sent warming-up requests in vain`,
    )
  },
  metrics: (): Promise<string> => metrics(),
  run: (startAt: number): Promise<LoadRecord> => generator.run(startAt, new AbortController().signal),
})
