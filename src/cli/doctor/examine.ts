import { findPrograms } from './find-programs.js'
import type { FindingGroup } from './finding.js'
import { judgeDisk } from './judge-disk.js'
import { judgeNetwork } from './judge-network.js'
import { judgeProcessor } from './judge-processor.js'
import { judgeTime } from './judge-time.js'
import { readMachine } from './read-machine.js'

/** Looks at the machine, then at what is installed: starting programs would spoil the first. */
export async function examine(): Promise<FindingGroup[]> {
  const { processor, network, time, disk } = await readMachine()
  return [judgeProcessor(processor), judgeNetwork(network), judgeTime(time), judgeDisk(disk), ...(await findPrograms())]
}
