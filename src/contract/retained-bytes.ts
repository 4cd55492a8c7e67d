import { getHeapStatistics, setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** Bytes this thread keeps, heap and buffers, once garbage is collected. Works however Node was started. */
export function retainedBytes(): number {
  collect ??= collector()
  // What the first round frees may hold more, by finalizers and weak references.
  collect()
  collect()
  const { used_heap_size, external_memory } = getHeapStatistics()
  return used_heap_size + external_memory
}

let collect: (() => void) | undefined

/** A context made while the flag is set has `gc`. */
function collector(): () => void {
  setFlagsFromString('--expose-gc')
  return runInNewContext('gc') as () => void
}
