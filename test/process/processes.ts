import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** A mark in the environment that children inherit, so that descendants are found however they were re-parented. */
export function newMark(): { readonly name: string; readonly env: Record<string, string> } {
  const value = randomUUID()
  return { name: `LBBENCH_TEST_MARK=${value}`, env: { LBBENCH_TEST_MARK: value } }
}

/** Pids of all living processes that carry the mark. */
export function marked(mark: string): number[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .map(Number)
    .filter(pid => carries(pid, mark))
}

function carries(pid: number, mark: string): boolean {
  try {
    if (/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))) return false
    return readFileSync(`/proc/${pid}/environ`, 'latin1').includes(mark)
  } catch {
    return false
  }
}

/** Polls until `condition` holds; false where it does not within `deadlineMs`. */
export async function eventually(condition: () => boolean, deadlineMs: number): Promise<boolean> {
  for (let waited = 0; waited < deadlineMs; waited += 20) {
    if (condition()) return true
    await sleep(20)
  }
  return condition()
}
