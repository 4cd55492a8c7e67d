import type { Trial } from '../../bench/trial.js'
import { type Finding, findings } from '../../results/checks.js'
import { measure } from '../../results/measure.js'
import type { RunWatcher } from './run-watcher.js'

/**
 * Says as soon as a live trial cannot be used what that means for the run, once: in the end, when the report would say so, all
 * of the time is spent.
 */
export function earlyWarning(say: (line: string) => void): RunWatcher {
  let told = false
  return {
    starting: () => undefined,
    trialDone(trial) {
      if (told || trial.role !== 'candidate' || trial.health === undefined) return
      const invalid = findings(measure(trial)).filter(({ level }) => level === 'invalid')
      if (invalid.length === 0) return
      told = true
      say(warningOf(trial, invalid))
    },
    looked: () => undefined,
    finished: () => undefined,
  }
}

function warningOf({ candidate, round, health }: Trial, invalid: readonly Finding[]): string {
  const where = `round ${round + 1} of ${candidate}`
  const foreign = invalid.find(({ code }) => code === 'foreign-cpu')
  if (foreign === undefined)
    return `early warning: ${where} cannot be used, and unless that changes neither can the run: ${invalid[0]!.message}`
  const cores = health!.foreignCores!.toFixed(2)
  return `early warning: other programs used ${cores} cores and delayed ${where}: unless they stop now, this run will be invalid or lose rounds`
}
