import { describe, expect, it } from 'vitest'
import { sightOf } from '../../../../src/live/engines/external/sighting.js'
import { nginxGlimpses } from '../../../../src/live/engines/nginx/glimpses.js'
import { loggedTries } from '../../../../src/live/engines/nginx/tries.js'
import type { SightChange } from '../../../../src/model/sight.js'
import { backendSpec } from '../../../model/specs.js'

/** The error log tells local time, the access log the seconds since 1970: whatever the zone, the trial begins here. */
const begin = new Date(2026, 10, 29, 1, 0, 22).getTime()
const at = (ms: number): string => ((begin + ms) / 1000).toFixed(3)

/** As nginx 1.22.1 wrote it, of a server that was not there and of two that were stopped. */
const access = `${at(903)} 3 127.0.0.1:18182|0.002
${at(919)} 5 127.0.0.1:18183, 127.0.0.1:18181|0.000, 0.002
${at(930)} 7 -|-
${at(2032)} 14 127.0.0.1:18181, 127.0.0.1:18182, backends|0.501, 0.501, 0.000
${at(2048)} 15 backends|0.000
${at(2061)} 16 127.0.0.1:18`

const started = (time: string, worker: number): string =>
  `2026/11/29 ${time} [notice] 10#10: start worker process ${worker}\n`
const banned = (time: string, worker: number, connection: number, port: number): string =>
  `2026/11/29 ${time} [warn] ${worker}#${worker}: *${connection} upstream server temporarily disabled while connecting to upstream, client: 127.0.0.1, server: , request: "GET /?upstream: HTTP/1.1", upstream: "http://127.0.0.1:${port}/", host: "h"\n`
const noise = '2026/11/29 01:00:22 [error] 11#11: *5 connect() failed (111: Connection refused) while connecting\n'

function sight(errors: string, changedMs: number[] = []) {
  const backends = [18_181, 18_182, 18_183].map(port => ({
    spec: backendSpec({ failTimeoutMs: 2000 }),
    address: `127.0.0.1:${port}`,
  }))
  const inTrial = (wallMs: number): number => Math.round(wallMs - begin)
  return sightOf(3, nginxGlimpses({ access, errors, backends, inTrial, changedMs }))
}

const change = (atMs: number, backend: number, state: SightChange['state']): SightChange => ({ atMs, backend, state })

describe('tries in an access log', () => {
  it('the last try of a request ends with it, and each began where the one before it ended', () => {
    const rounded = loggedTries(access).map(({ address, fromMs, toMs }) => [
      ...[address, Math.round(fromMs - begin), Math.round(toMs - begin)],
    ])
    expect(rounded).toEqual([
      ['127.0.0.1:18182', 901, 903],
      ['127.0.0.1:18183', 917, 917],
      ['127.0.0.1:18181', 917, 919],
      ['127.0.0.1:18181', 1030, 1531],
      ['127.0.0.1:18182', 1531, 2032],
      ['backends', 2032, 2032],
      ['backends', 2048, 2048],
    ])
  })

  it('the name of the upstream is no try: there was nobody to be asked', () => {
    const { tries } = sight('')
    expect(tries.reduce((sum, count) => sum + count, 0)).toBe(5)
    expect([tries[9 * 3 + 2], tries[10 * 3], tries[15 * 3 + 1]]).toEqual([1, 1, 1])
  })
})

describe('bans', () => {
  const first = started('01:00:21', 11) + noise

  it.each<[string, string, number[], SightChange[]]>([
    // Its last failure at 22.917: skipped in the seconds 22 to 24.
    [
      'fail_timeout in whole seconds',
      banned('01:00:22', 11, 5, 18_183),
      [],
      [change(917, 2, 'banned'), change(3000, 2, 'in')],
    ],
    [
      'the second is enough where the try is not there',
      banned('01:00:23', 11, 99, 18_183),
      [],
      [change(1000, 2, 'banned'), change(4000, 2, 'in')],
    ],
    [
      'who fails meanwhile is out for longer, and not twice',
      banned('01:00:22', 11, 99, 18_181) + banned('01:00:23', 11, 14, 18_181),
      [],
      [change(0, 0, 'banned'), change(4000, 0, 'in')],
    ],
    [
      'a new worker knows of none',
      banned('01:00:22', 11, 5, 18_183) + started('01:00:24', 12),
      [2345],
      [change(917, 2, 'banned'), change(2345, 2, 'in')],
    ],
    [
      'and the old one, which ends what it has, bans for itself alone',
      started('01:00:22', 12) + banned('01:00:22', 11, 5, 18_183) + banned('01:00:23', 12, 99, 18_181),
      [40],
      [change(1000, 0, 'banned'), change(4000, 0, 'in')],
    ],
  ])('%s', (_, errors, changedMs, expected) => {
    expect(sight(first + errors, changedMs).changes).toEqual(expected)
  })
})
