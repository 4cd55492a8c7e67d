import { expect, it } from 'vitest'
import { parseCandidates } from '../../../src/bench/candidate.js'
import { engineNames } from '../../../src/bench/engine-names.js'
import { lackOf, twinOf } from '../../../src/live/engines/external/setup.js'
import { haproxy } from '../../../src/live/engines/haproxy/haproxy.js'
import { liveLimit } from '../../../src/live/engines/live-limit.js'
import { nginx } from '../../../src/live/engines/nginx/nginx.js'
import { tinyScenario } from '../../process/tiny-scenario.js'

const one = (text: string) => parseCandidates(text, engineNames)[0]!

it('a twin chooses as the product does, and keeps the stickiness its candidate names', () => {
  expect(twinOf(haproxy, one('haproxy:rr?sticky=cookie'))).toMatchObject({ strategy: 'haproxy-rr', sticky: 'cookie' })
  expect(twinOf(nginx, one('nginx:lc?sticky=none'))).toMatchObject({
    id: 'nginx:lc?sticky=none',
    strategy: 'lc',
    sticky: 'none',
  })
  expect(twinOf(nginx, one('nginx:lc'))).not.toHaveProperty('sticky')
})

it('a target beside a backend kind is no strategy that asks backends', () => {
  const scenario = tinyScenario(({ run }) => ({ run: { ...run, backendKind: 'gunicorn' } }))
  expect(liveLimit(one('target:http://127.0.0.1:1/'), scenario)).toBeUndefined()
  expect(liveLimit(one('prequal'), scenario)).toContain('asks backends for their load')
})

it("the pool of a configuration of the user's cannot be changed while it runs", () => {
  const own = {
    ...one('nginx:rr'),
    strategy: './site.conf',
    source: { path: '/site.conf', label: './site.conf', sha256: '' },
  }
  const scenario = tinyScenario(({ balancer, backends }) => ({
    balancer: { ...balancer, port: 8080, changes: [{ atMs: 100, backend: 0, kind: 'leave' }] },
    backends: backends.map((spec, i) => ({ ...spec, port: 9000 + i })),
  }))
  expect(lackOf(nginx, own, scenario)).toBe('lbbench does not change the backends of ./site.conf while it runs')
  const still = { ...scenario, balancer: { ...scenario.balancer, changes: [] } }
  expect(lackOf(nginx, own, still)).toBeUndefined()
})
