import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { configurationFilesIn, type OwnConfigurations } from '../../bench/candidate.js'
import { LbbenchError } from '../../errors.js'
import type { StrategySource } from '../../strategies/source.js'
import type { Io } from '../io.js'

/** The user's configurations of real balancers in a list of candidates. @throws LbbenchError CONFIGURATION_FILE */
export function ownConfigurationsIn(list: string, io: Io): OwnConfigurations {
  return new Map(configurationFilesIn(list).map(label => [label, sourceOf(label, io.cwd)]))
}

function sourceOf(label: string, folder: string): StrategySource {
  const path = resolve(folder, label)
  try {
    return { path, label, sha256: createHash('sha256').update(readFileSync(path)).digest('hex') }
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'there is no such file' : (error as Error).message
    throw new LbbenchError(
      'CONFIGURATION_FILE',
      `cannot read ${label}: ${why}`,
      'write its path from this folder, such as nginx:./nginx.conf',
    )
  }
}
