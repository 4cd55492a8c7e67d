import type { Glimpse } from '../../bench/glimpse.js'
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
    if ((await generator.prime()) === 0 && boot.workload.size > 0) throw silent(boot)
  },
  metrics: (): Promise<string> => metrics(),
  glimpse: (): Glimpse | undefined => generator.glimpse(),
  run: (startAt: number): Promise<LoadRecord> => generator.run(startAt, new AbortController().signal),
})

function silent({ host, port, site }: BootGenerator): LbbenchError {
  if (site === undefined)
    return new LbbenchError(
      'GENERATOR_FAILED',
      `nothing answers on ${host}:${port}: the load generator sent warming-up requests in vain`,
      'is a backend up when the trial begins? "lbbench check" shows what the scenario says',
    )
  return new LbbenchError(
    'ENGINE_FAILED',
    `${site.authority} takes connections, but answered none of the warming-up requests`,
    'does it speak HTTP/1.1 on this port, and has it a backend that is up?',
  )
}
