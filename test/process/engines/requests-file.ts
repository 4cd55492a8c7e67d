import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A row of requests.csv, as far as tests look at it. */
export interface RequestRow {
  readonly candidate: string
  readonly round: string
  readonly client: string
  readonly backend: string
  readonly sentMs: number
  readonly doneMs: number
}

/** Answered requests of a run, in the order of the file. */
export function answeredRequests(out: string): RequestRow[] {
  const [head, ...lines] = readFileSync(join(out, 'requests.csv'), 'utf8').trimEnd().split('\n')
  const names = head!.split(',')
  return lines
    .map(line => Object.fromEntries(line.split(',').map((value, i) => [names[i]!, value])))
    .filter(row => row.status === '200')
    .map(row => ({
      candidate: row.candidate!,
      round: row.round!,
      client: row.client!,
      backend: row.backend!,
      sentMs: Number(row.sent_ms),
      doneMs: Number(row.done_ms),
    }))
}

/** Which backends each client's requests of a candidate came to. */
export function backendsByClient(rows: readonly RequestRow[], candidate: string): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>()
  for (const row of rows) {
    if (row.candidate !== candidate) continue
    found.set(row.client, (found.get(row.client) ?? new Set()).add(row.backend))
  }
  return found
}
