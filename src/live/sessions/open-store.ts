import type { LiveStore } from './live-store.js'
import type { StoreAccess } from './store-access.js'

/**
 * The store as `access` says, for so many backends.
 * @throws LbbenchError STORE_FAILED where it cannot be reached
 */
export async function openStore(access: StoreAccess, backends: number): Promise<LiveStore> {
  switch (access.store) {
    case 'memory':
      return new (await import('./memory-store.js')).MemoryStore(access, backends)
    case 'signed-cookie':
      return new (await import('./signed-cookie-store.js')).SignedCookieStore(access)
    case 'redis':
      return (await import('./redis-store.js')).openRedisStore(access, backends)
  }
}
