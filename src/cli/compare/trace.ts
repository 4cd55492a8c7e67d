import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { TrialPlan } from '../../bench/engine.js'
import type { PlannedTrial, RunPlan } from '../../bench/plan.js'
import { cannotWrite } from '../../cannot-write.js'
import { joinTraces } from '../../trace/join-traces.js'
import type { Io } from '../io.js'

/** The decision trace of a run: trials run side by side, so each has a file of its own until all are joined. */
export interface Trace {
  /** Undefined for a trial that is not traced. */
  fileOf(plan: TrialPlan): string | undefined
  /** Joins the traces of all trials that ended, in the order of the plan. @throws LbbenchError OUTPUT */
  close(): Promise<void>
}

/** @param file undefined where nothing is to be traced; below the current folder */
export function openTrace(file: string | undefined, plan: RunPlan, io: Io): Trace {
  if (file === undefined) return { fileOf: () => undefined, close: async () => undefined }
  const target = resolve(io.cwd, file)
  const partOf = ({ round, position }: Pick<PlannedTrial, 'round' | 'position'>): string =>
    `${target}.${round}-${position}.part`
  const parts = plan.trials.filter(({ candidate }) => candidate.engine === 'virtual').map(partOf)
  tryToWrite(target)
  for (const part of parts) rmSync(part, { force: true })
  return {
    fileOf: trial => (trial.role === 'candidate' ? partOf(trial) : undefined),
    close: () => joinTraces(parts.filter(existsSync), target),
  }
}

/** Before anything runs, so that a forbidden path does not cost the user a run. */
function tryToWrite(path: string): void {
  try {
    writeFileSync(path, '')
  } catch (error) {
    throw cannotWrite(`cannot write the trace ${path}`, error as Error, 'name another file with --trace')
  }
}
