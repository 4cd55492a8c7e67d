import { expect, it } from 'vitest'
import { sightOf } from '../../../../src/live/engines/external/sighting.js'
import { serverGlimpses } from '../../../../src/live/engines/haproxy/server-log.js'

/** As HAProxy 2.6.12 wrote it: each on stderr, too, and without a time there. */
const log = `[WARNING]  (10143) : Server backends/a is DOWN, reason: Layer4 connection problem, info: "Connection refused".
2026-11-29T00:59:31.001305+00:00 Server backends/a is DOWN, reason: Layer4 connection problem, info: "Connection refused", check duration: 0ms. 1 active and 0 backup servers left.
2026-11-29T00:59:31.617180+00:00 Server backends/a is UP, reason: Layer7 check passed, code: 200, check duration: 4ms. 2 active and 0 backup servers online.
2026-11-29T00:59:32.242111+00:00 Server backends/b is UP/READY (leaving forced maintenance).
2026-11-29T00:59:33.242507+00:00 Server backends/a enters drain state. 2 active and 0 backup servers online.
2026-11-29T00:59:33.242519+00:00 Server backends/c is going DOWN for maintenance. 1 active and 0 backup servers left.
2026-11-29T01:59:34.500000+01:00 Backup Server backends/c is DOWN, info: "Detected 1 consecutive errors, last one was: L4 unsuccessful connection". 2 active and 0 backup servers left.
2026-11-29T00:59:35.000000+00:00 Server backends/z is DOWN, reason: Layer4 timeout.`

it('says who was taken down and by what, and who is up again, by the clock of any zone', () => {
  const begin = Date.UTC(2026, 10, 29, 0, 59, 30)
  const glimpses = serverGlimpses(log, ['a', 'b', 'c'], wallMs => wallMs - begin)
  expect(sightOf(3, glimpses).changes).toEqual([
    { atMs: 1001, backend: 0, state: 'unhealthy' },
    { atMs: 1617, backend: 0, state: 'in' },
    { atMs: 4500, backend: 2, state: 'banned' },
  ])
})
