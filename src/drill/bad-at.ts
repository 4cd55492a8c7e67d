import { isGood } from '../bench/ending.js'
import type { TrialRecord } from '../bench/trial.js'

/**
 * When a request went wrong for whoever asked, ms: when it failed, or `limitMs` after it was due, whichever came first.
 * Infinity where it was answered well in time. One moment a request, so that of two incidents one after the other each is
 * blamed for what went wrong in its own time, and a request that was under way when a backend died is blamed on that.
 */
export function badAtMs({ dueMs, doneMs, status }: TrialRecord, row: number, limitMs: number): number {
  const lateMs = dueMs[row]! + limitMs
  if (doneMs[row]! > lateMs) return lateMs
  return isGood(status[row]!) ? Infinity : doneMs[row]!
}
