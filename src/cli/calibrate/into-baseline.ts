import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Baseline } from '../../baseline/baseline.js'
import { readBaseline, writeBaseline } from '../../baseline/baseline-file.js'
import { differencesOf, machineKey } from '../../baseline/machine-key.js'
import type { CalibrationReport } from '../../calibration/calibrate.js'
import { storedCalibration } from '../../calibration/stored.js'
import { LbbenchError } from '../../errors.js'
import { scenarioHash } from '../../results/scenario-summary.js'
import type { Args } from '../command.js'
import { environmentOf } from '../compare/environment.js'
import type { Io } from '../io.js'
import type { CalibrateRequest } from './read-request.js'

/** A baseline that a calibration goes into. */
export interface Into {
  /** As typed. */
  readonly file: string
  save(report: CalibrationReport): Promise<void>
}

/**
 * Opens what --baseline names, before anything is measured; undefined where nobody gave it.
 * @throws LbbenchError RESULTS_FILE; USAGE where its runs are of another scenario or machine
 */
export async function openInto(args: Args, request: CalibrateRequest, io: Io): Promise<Into | undefined> {
  if (args.baseline === undefined) return undefined
  const file = args.baseline as string
  const path = resolve(io.cwd, file)
  const baseline = await readBaseline(path)
  if (!(await isBaselineFile(path)))
    throw new LbbenchError(
      'USAGE',
      `${file} is a run, and a calibration goes into a baseline file`,
      'make one of it with `lbbench baseline save FILE`',
    )
  checkFits(baseline, request, io)
  return {
    file,
    // Read again: whoever saved a run in the meantime must not lose it.
    save: async report =>
      writeBaseline(path, { ...(await readBaseline(path)), calibration: storedCalibration(report) }),
  }
}

/** A run may stand for a baseline elsewhere, but nothing is added to it. @param path of what `readBaseline` could read */
async function isBaselineFile(path: string): Promise<boolean> {
  const text = await readFile(path, 'utf8').catch(() => '{}')
  return String((JSON.parse(text) as { schema?: unknown }).schema).startsWith('lbbench/baseline@')
}

function checkFits({ runs, machine }: Baseline, { scenario, commandLine }: CalibrateRequest, io: Io): void {
  if (runs.at(-1)!.scenario.hash !== scenarioHash(scenario))
    throw new LbbenchError(
      'USAGE',
      `the baseline is of another scenario, or another version of it, than ${scenario.name} with these flags`,
      'calibrate the scenario of the baseline',
    )
  const changes = differencesOf(machine, machineKey(environmentOf(commandLine, io.now())))
  if (changes.length > 0)
    throw new LbbenchError(
      'USAGE',
      `the baseline is of another machine or version (${changes.join(', ')})`,
      'calibrate where it was saved, or save another one here',
    )
}
