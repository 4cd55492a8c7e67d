import type { Calibration } from '../baseline/baseline.js'
import { machineKey } from '../baseline/machine-key.js'
import type { CalibrationReport } from './calibrate.js'

/** What a baseline keeps of a calibration: enough to know which margins a run can tell. */
export function storedCalibration({ scenario, environment, candidate, pairs, noise }: CalibrationReport): Calibration {
  return {
    scenarioHash: scenario.hash,
    machine: machineKey(environment),
    candidate,
    measuredAt: environment.startedAt,
    pairs: pairs.used,
    metrics: Object.fromEntries(noise.map(({ metric, kind, sd }) => [metric, { kind, sd }])),
  }
}
