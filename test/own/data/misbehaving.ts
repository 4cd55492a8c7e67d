import { defineStrategy } from 'lbbench'

/** Least requests in flight, until it does what `bug` says at request `at`. */
export default defineStrategy({
  name: 'misbehaving',
  summary: 'least requests in flight, until it goes wrong',
  options: {
    bug: { summary: 'what it does', default: 'none' },
    at: { summary: 'at which request', default: 20, min: 1, integer: true },
  },
  start(pool, { bug, at }) {
    if (bug === 'start') throw new Error('cannot start')
    if (bug === 'no chooser') return {} as never
    let [picks, answers] = [0, 0]
    const kept: unknown[] = []
    const bugs: Record<string, () => unknown> = {
      throw: () => thrower(),
      nan: () => Number.NaN,
      large: () => 99,
      text: () => 'a',
      undefined: () => undefined,
      promise: () => Promise.reject(new Error('nobody waits for me')),
      nobody: () => -1,
      loop: () => {
        for (;;) picks = 0
      },
      exit: () => process.exit(0),
      later: () => {
        setImmediate(() => thrower())
        return 0
      },
    }
    return {
      pick() {
        picks++
        if (bug === 'leak' && picks >= Number(at))
          // Numbers: 8 MB of the heap at once, and nothing to follow for who collects garbage, however busy the machine.
          kept.push(new Array<number>(1_000_000).fill(0.5))
        const goWrong = picks === at ? bugs[String(bug)] : undefined
        return goWrong === undefined ? least() : (goWrong() as number)
      },
      sent() {
        if (bug === 'sent' && picks === at) throw new TypeError('no such thing')
      },
      answered() {
        if (bug === 'answered' && ++answers === at) throw 'a word'
      },
    }

    function least(): number {
      let best = -1
      for (let i = 0; i < pool.size; i++)
        if (pool.available[i] === 1 && (best === -1 || pool.inFlight[i]! < pool.inFlight[best]!)) best = i
      return best
    }
  },
})

function thrower(): never {
  throw new Error('boom')
}
