/** A strategy to begin with: complete, commented, under a page. @param name of the strategy @param typed TypeScript or JavaScript */
export function starter(name: string, typed: boolean): string {
  const text = template.replaceAll('NAME', name)
  return typed ? text : text.replace(/: number\b/g, '').replace(/\]!/g, ']')
}

const template = `// A load-balancing strategy for lbbench. The whole interface is in docs/plugins.md of lbbench.
//
//   lbbench test ./FILE                          does it keep the contract?
//   lbbench compare -s rr,lc,./FILE              how well does it serve?
import { defineStrategy } from 'lbbench'

export default defineStrategy({
  api: 1,
  name: 'NAME',
  summary: 'fewest requests in flight per weight, of a few backends drawn at random',
  knows: ['in flight', 'weights'],
  options: {
    // Given as ./FILE?draws=3; lbbench checks the bounds.
    draws: { summary: 'backends compared for each request', default: 2, min: 1, max: 100, integer: true },
  },

  // Called once a trial. \`pool\` is a column a fact, an entry a backend: read it, never write it.
  start(pool, options, random) {
    const draws = Number(options.draws)

    return {
      // Called for every try of every request: the index of a backend with pool.available[i] === 1, or -1 where none is.
      pick(request, nowMs) {
        let best = -1
        for (let k = 0; k < draws; k++) {
          const drawn = nextAvailable(random.below(pool.size))
          if (drawn === -1) return -1
          if (best === -1 || load(drawn) < load(best)) best = drawn
        }
        return best
      },
      // Calls you may add, as they are called:
      //   sent(backend, nowMs)               a request leaves for it
      //   answered(backend, outcome, nowMs)  outcome.latencyMs, .status (0: none came), .failed, .cause
      //   changed(backend)                   its available, up or weight changed
      // and probed(backend, report, nowMs), woken(nowMs): for services.probe and services.wakeAt, start's fourth.
    }

    function load(backend: number): number {
      return (pool.inFlight[backend]! + 1) / pool.weight[backend]!
    }

    // The first available backend from there on; -1 where there is none.
    function nextAvailable(from: number): number {
      for (let k = 0; k < pool.size; k++) {
        const backend = (from + k) % pool.size
        if (pool.available[backend] === 1) return backend
      }
      return -1
    }
  },
})
`
