import { setTimeout as delay } from 'node:timers/promises'
import { createClient } from '@redis/client'
import { LbbenchError } from '../../errors.js'
import { monotonicMs } from '../clock.js'
import { knock } from './knock.js'
import { shownUrl } from './store-access.js'

/** How long an answer may take, ms. */
const patienceMs = 3000
/** Between two knocks at a port where nobody listens yet, ms. */
const againMs = 20

/**
 * Resolves once a Redis answers there.
 * @param waitMs for how long nobody need listen yet: for one that was just started
 * @throws LbbenchError STORE_FAILED: it cannot be reached, does not let us in, or is no Redis
 */
export async function checkRedis(url: string, waitMs = 0): Promise<void> {
  const deadline = monotonicMs() + waitMs
  for (;;) {
    const error = await faultOf(url)
    if (error === undefined) return
    if (codeOf(error) !== 'ECONNREFUSED' || monotonicMs() > deadline) throw failure(url, error)
    await delay(againMs)
  }
}

/** What speaks against it; undefined for nothing. */
async function faultOf(url: string): Promise<Error | undefined> {
  try {
    const answer = await knock(url, patienceMs)
    if (!/^[+-]/.test(answer)) return new Error(answer === '' ? 'it says nothing' : `it says "${answer}"`)
    await letIn(url)
    return undefined
  } catch (error) {
    return error as Error
  }
}

async function letIn(url: string): Promise<void> {
  const client = createClient({ url, socket: { connectTimeout: patienceMs, reconnectStrategy: false } })
  // Heard as a rejection of `connect`, too.
  client.on('error', () => undefined)
  try {
    await client.connect()
    await client.ping()
  } finally {
    client.destroy()
  }
}

function failure(url: string, error: Error): LbbenchError {
  const where = shownUrl(url)
  if (/^(WRONGPASS|NOAUTH|NOPERM|ERR AUTH|DENIED)/.test(error.message))
    return new LbbenchError('STORE_FAILED', `Redis at ${where} does not let us in: ${error.message}`, passwordHint)
  const code = codeOf(error)
  if (code !== undefined)
    return new LbbenchError('STORE_FAILED', `Redis at ${where} cannot be reached: ${code}`, reachHint)
  return new LbbenchError('STORE_FAILED', `what listens at ${where} is no Redis: ${error.message}`, reachHint)
}

/** Of the system, such as ECONNREFUSED. */
function codeOf(error: Error): string | undefined {
  const { code } = error as NodeJS.ErrnoException
  return code !== undefined && /^E[A-Z]+$/.test(code) ? code : undefined
}

const reachHint = 'check the address given by --redis, or leave it out: lbbench starts its own'
const passwordHint = 'write it as redis://:PASSWORD@HOST:PORT'
