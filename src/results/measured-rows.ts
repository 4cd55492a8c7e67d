import type { TrialRecord } from '../bench/trial.js'

/**
 * The rows that count: due (closed loop: sent) once measuring had begun. Cut by arrival, never by completion: a request
 * that hangs past the end must not drop out because it is slow. A row that never fell due (NaN) is not a request.
 */
export function measuredRows(record: TrialRecord): number[] {
  const rows: number[] = []
  for (let row = 0; row < record.size; row++) if (record.dueMs[row]! >= 0) rows.push(row)
  return rows
}
