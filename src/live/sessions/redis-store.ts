import { randomBytes } from 'node:crypto'
import { createClient } from '@redis/client'
import { LbbenchError } from '../../errors.js'
import type { LiveStore } from './live-store.js'
import { type StoreAccess, shownUrl } from './store-access.js'

/** A Redis that does not answer for so long has failed the request, ms. */
const patienceMs = 1000
const reconnectMs = 50

/** Connects every backend, each by a connection of its own, as separate processes would have. @throws LbbenchError STORE_FAILED */
export async function openRedisStore(access: StoreAccess, backends: number): Promise<LiveStore> {
  const clients = await Promise.all(Array.from({ length: backends }, () => connected(access.redisUrl)))
  return new RedisStore(access, clients)
}

type Client = Awaited<ReturnType<typeof connected>>

/** While it is gone, commands fail at once instead of waiting in a queue that no user would wait in. */
async function connected(url: string) {
  const client = createClient({
    url,
    disableOfflineQueue: true,
    socket: { connectTimeout: patienceMs, reconnectStrategy: () => reconnectMs },
  })
  // Heard for as long as it lives: an event nobody hears would end the process.
  const failed = new Promise<never>((_, reject) => client.on('error', reject))
  failed.catch(() => undefined)
  try {
    await Promise.race([client.connect(), failed])
    await client.ping()
    return client
  } catch (error) {
    client.destroy()
    throw new LbbenchError(
      'STORE_FAILED',
      `Redis at ${shownUrl(url)} cannot be reached: ${(error as Error).message}`,
      'is it still running? docs/troubleshooting.md#store_failed',
    )
  }
}

/** Sessions in a Redis that all backends share: one round trip a request. */
class RedisStore implements LiveStore {
  readonly takesTime = true
  readonly #clients: readonly Client[]
  readonly #prefix: string
  readonly #expiry: { readonly expiration: { readonly type: 'EX'; readonly value: number } }

  constructor({ prefix, lifeSeconds, keepSeconds }: StoreAccess, clients: readonly Client[]) {
    this.#clients = clients
    this.#prefix = prefix
    this.#expiry = { expiration: { type: 'EX', value: lifeSeconds ?? keepSeconds } }
  }

  async login(backend: number): Promise<string> {
    const token = randomBytes(16).toString('base64url')
    const session = JSON.stringify({ sinceMs: Date.now() })
    await inTime(this.#clients[backend]!.set(this.#prefix + token, session, this.#expiry))
    return token
  }

  async knows(backend: number, token: string): Promise<boolean> {
    return (await inTime(this.#clients[backend]!.get(this.#prefix + token))) !== null
  }

  /** It is elsewhere, and outlives the backend. */
  died(): void {}

  /** A client that is not destroyed reconnects for ever. */
  close(): void {
    for (const client of this.#clients) client.destroy()
  }
}

/** The client's own time-out is for commands that wait to be sent: one that was sent to a Redis that hangs would wait for ever. */
function inTime<T>(answer: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer within ${patienceMs / 1000} s`)), patienceMs)
    answer.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
