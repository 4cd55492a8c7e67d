import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { profileOf } from '../../src/live/backends/real/profile.js'
import type { BackendSpec } from '../../src/model/backend-spec.js'
import { lognormalFrom, quantile } from '../../src/model/distribution.js'
import { failureOf } from '../../src/model/fate.js'
import { randomStream } from '../../src/model/random.js'

/** What backends/flask reads from its profile, next to what the simulated backend does with the same draws. */
const read = `
import json, sys
sys.path.insert(0, "backends/flask")
from behaviour import Profile
given = json.load(sys.stdin)
profile = Profile(given["profile"])
print(json.dumps([[profile.service_ms(draw), profile.failure(draw)] for draw in given["draws"]]))
`

it('the Flask app takes a demand for the same time, and a failure draw for the same failure', () => {
  const latency = lognormalFrom({ meanMs: 20, p99Ms: 80 })
  const failures = {
    errorShare: 0.1,
    status: 503,
    resetShare: 0.2,
    closeShare: 0.05,
    hangShare: 0.02,
    hangMs: 1,
    afterShare: 1,
  }
  const profile = profileOf({ name: 'a', weight: 1, cpuShare: 0, latency, failures } as BackendSpec)
  const random = randomStream(1, 'draws')
  const draws = [1e-12, 1e-6, 0.1, 0.3, 0.35, 0.37, 0.9999, ...Array.from({ length: 2000 }, () => random.next())]
  const output = execFileSync('/usr/bin/python3', ['-B', '-c', read], {
    input: JSON.stringify({ profile, draws }),
    encoding: 'utf8',
  })
  const said = JSON.parse(output) as [number, string | null][]
  const exact = quantile(latency)
  for (const [i, draw] of draws.entries()) {
    const [ms, failure] = said[i]!
    if (draw > 1e-9) expect(Math.abs(ms / exact(draw) - 1)).toBeLessThan(0.001)
    expect(failure ?? 'none').toBe(failureOf(failures, draw))
  }
})
