import { defineStrategy } from 'lbbench'

/** Of a few backends drawn at random, the one that was left alone for longest, with the fewest requests in flight. */
export default defineStrategy({
  api: 1,
  name: 'my-strategy',
  summary: 'of a few drawn, the fewest requests in flight; of equals, the one that rested longest',
  knows: ['in flight', 'weights'],
  options: {
    draws: { summary: 'backends compared for each request', default: 3, min: 1, max: 100, integer: true },
  },
  start(pool, options, random) {
    const sentAt = new Float64Array(pool.size).fill(-Infinity)
    return {
      pick() {
        let best = -1
        for (let k = 0; k < Number(options.draws); k++) {
          const drawn = nextAvailable(random.below(pool.size))
          if (drawn === -1) return -1
          if (best === -1 || isBetter(drawn, best)) best = drawn
        }
        return best
      },
      sent(backend, nowMs) {
        sentAt[backend] = nowMs
      },
    }

    function isBetter(a: number, b: number): boolean {
      const [loadA, loadB] = [load(a), load(b)]
      return loadA < loadB || (loadA === loadB && sentAt[a]! < sentAt[b]!)
    }

    function load(backend: number): number {
      return (pool.inFlight[backend]! + 1) / pool.weight[backend]!
    }

    /** The first available backend from there on; -1 where there is none. */
    function nextAvailable(from: number): number {
      for (let k = 0; k < pool.size; k++) {
        const backend = (from + k) % pool.size
        if (pool.available[backend] === 1) return backend
      }
      return -1
    }
  },
})
