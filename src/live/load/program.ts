import { clientAddress } from '../../model/clients.js'
import { answerParent } from '../programs/child.js'
import { createGenerator, type Generator, type GeneratorOptions, type LoadRecord } from './generator.js'

/** Main of the load generator's process. */

export type BootGenerator = Omit<GeneratorOptions, 'clientAddress'>

let generator: Generator

answerParent({
  async boot(boot: BootGenerator): Promise<void> {
    generator = createGenerator({ ...boot, clientAddress })
    await generator.prime()
  },
  run: (startAt: number): Promise<LoadRecord> => generator.run(startAt, new AbortController().signal),
})
