import { readFileSync } from 'node:fs'
import { describe, expect, it, test } from 'vitest'
import { judgeProgram } from '../../../src/cli/doctor/judge-programs.js'
import { type Wanted, wantedGroups } from '../../../src/cli/doctor/programs.js'
import { packageRoot } from '../../process/tiny-scenario.js'

const all = wantedGroups.flatMap(({ wanted }) => wanted)
const wantedBy = (name: string): Wanted => all.find(wanted => wanted.name === name)!

/** What each says, as recorded of Debian 12's packages; of those it has not, as their own pages show it. */
const said: Record<string, readonly [text: string, version: string]> = {
  nginx: ['nginx version: nginx/1.22.1\n', '1.22.1'],
  HAProxy: [
    'HAProxy version 2.6.12-1+deb12u4 2026/10/17 - https://haproxy.org/\nStatus: long-term\n',
    '2.6.12-1+deb12u4',
  ],
  Caddy: ['2.6.2\n', '2.6.2'],
  Envoy: ['\nenvoy  version: 816188b86a0a52095b116b107f576324082c7c02/1.30.1/Clean/RELEASE/BoringSSL\n', '1.30.1'],
  Traefik: ['Version:      3.0.0\nCodename:     beaufort\nGo version:   go1.22.2\n', '3.0.0'],
  Flask: ['2.2.2', '2.2.2'],
  gunicorn: ['gunicorn (version 20.1.0)\n', '20.1.0'],
  'redis-py': ['4.3.4', '4.3.4'],
  gevent: ['22.10.2', '22.10.2'],
  uWSGI: ['2.0.21-debian\n', '2.0.21-debian'],
  Redis: [
    'Redis server v=7.0.15 sha=00000000:0 malloc=jemalloc-5.3.0 bits=64 build=ae4d7c971a948f0\n',
    'Redis server v=7.0.15',
  ],
  Prometheus: [
    'prometheus, version 2.42.0+ds (branch: debian/sid, revision: 2.42.0+ds-5)\n  go version: go1.19.8\n',
    '2.42.0+ds',
  ],
  wrk: ['wrk debian/4.1.0-3+b2 [epoll] Copyright (C) 2012 Will Glozer\nUsage: wrk <options> <url>\n', '4.1.0-3+b2'],
}

test.each(all)('$name', wanted => {
  const [text, version] = said[wanted.name]!
  expect(judgeProgram(wanted, { path: '/usr/bin/x', said: text })).toMatchObject({
    mark: 'ok',
    says: `${version} (/usr/bin/x)`,
    facts: { path: '/usr/bin/x', version },
  })
  const absent = judgeProgram(wanted, { path: undefined, said: '' })
  expect(absent).toMatchObject({ mark: 'missing', says: `would enable ${wanted.enables}` })
  expect(absent.command).toMatch(/^sudo apt-get install [a-z]|^https:\/\//)
})

it('Valkey does as well as Redis', () => {
  const text = 'Valkey server v=8.1.1 sha=00000000:0 malloc=jemalloc-5.3.0 bits=64 build=1\n'
  expect(judgeProgram(wantedBy('Redis'), { path: '/usr/bin/valkey-server', said: text }).says).toBe(
    'Valkey server v=8.1.1 (/usr/bin/valkey-server)',
  )
})

it('uWSGI without Python is no use', () => {
  const text = '2.0.21-debian\n!!! UNABLE to load uWSGI plugin: /usr/lib/uwsgi/plugins/python3_plugin.so: cannot open\n'
  expect(judgeProgram(wantedBy('uWSGI'), { path: '/usr/bin/uwsgi', said: text })).toMatchObject({
    mark: 'missing',
    command: 'sudo apt-get install uwsgi-plugin-python3',
  })
})

describe('a program that tells no version', () => {
  test.each([
    ['', 'it said: nothing'],
    ['error while loading shared libraries: libx.so\nmore\n', 'it said: error while loading shared libraries: libx.so'],
  ])('%j', (text, advice) => {
    const finding = judgeProgram(wantedBy('nginx'), { path: '/usr/sbin/nginx', said: text })
    expect(finding).toMatchObject({ mark: 'caution', says: '/usr/sbin/nginx does not tell its version', advice })
  })
})

it('the page has them all', () => {
  const page = readFileSync(`${packageRoot}/docs/doctor.md`, 'utf8')
  for (const { name } of all) expect(page).toContain(`| ${name} |`)
})
