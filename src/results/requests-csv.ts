import { appendFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { errorName, isAnswer } from '../bench/ending.js'
import type { Trial } from '../bench/trial.js'
import { cannotWrite } from '../cannot-write.js'

export const requestsFileName = 'requests.csv'

/**
 * Columns of `requests.csv`: a row a request of every trial, warm-up included (negative due_ms). Times in ms from the
 * start of measuring, empty where unknown; `status` is the HTTP status or the kind of error.
 */
export const requestsHeader =
  'candidate,round,attempt,due_ms,sent_ms,done_ms,status,backend,client,queue_ms,app_ms,ideal_ms,tries\n'

/**
 * The rows of one trial, each ended by a newline; none of a trial that was only summed up, nor of one that is not a
 * candidate's own: a twin bears the candidate's name.
 */
export function trialCsv({ role, candidate, round, attempt, backends, record }: Trial): string {
  if (record === undefined || role !== 'candidate') return ''
  const head = `${csvField(candidate)},${round},${attempt}`
  const names = backends.map(csvField)
  const lines: string[] = []
  for (let row = 0; row < record.size; row++) {
    const status = record.status[row]!
    const times = [record.dueMs, record.sentMs, record.doneMs].map(column => time(column[row]!))
    const spent = [record.queueMs, record.appMs, record.idealMs].map(column => time(column[row]!))
    const outcome = `${isAnswer(status) ? status : errorName(status)},${names[record.backend[row]!] ?? ''}`
    lines.push(`${head},${times},${outcome},${record.client[row]!},${spent},${record.tries[row]!}\n`)
  }
  return lines.join('')
}

/**
 * Starts `requests.csv` of a run afresh, with its header.
 * @throws LbbenchError OUTPUT
 */
export const startRequestsFile = (directory: string): Promise<void> => write(writeFile, directory, requestsHeader)

/**
 * Appends one trial to `requests.csv`.
 * @throws LbbenchError OUTPUT
 */
export const appendTrial = (directory: string, trial: Trial): Promise<void> =>
  write(appendFile, directory, trialCsv(trial))

/** RFC 4180: quoted where it has to be. */
export function csvField(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Microseconds are what the clocks can tell. */
const time = (ms: number): string => (Number.isFinite(ms) ? String(Math.round(ms * 1000) / 1000) : '')

async function write(
  how: (path: string, text: string) => Promise<void>,
  directory: string,
  text: string,
): Promise<void> {
  const path = join(directory, requestsFileName)
  await how(path, text).catch((error: Error) => {
    throw cannotWrite(`cannot write ${path}`, error, 'choose another directory with --out')
  })
}
