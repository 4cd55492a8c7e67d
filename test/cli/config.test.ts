import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { lbbench } from './lbbench.js'

/** nginx itself says whether it would take what stands in conf.d. */
function takenByNginx(site: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'lbbench-test-'))
  writeFileSync(join(folder, 'site.conf'), site)
  writeFileSync(join(folder, 'nginx.conf'), `pid nginx.pid; events {}\nhttp { include ${folder}/site.conf; }\n`)
  const { stderr, status } = spawnSync('nginx', ['-t', '-p', folder, '-e', 'stderr', '-c', 'nginx.conf'], {
    encoding: 'utf8',
    env: { PATH: `${process.env.PATH}:/usr/sbin` },
  })
  rmSync(folder, { recursive: true })
  return status === 0 ? 'ok' : stderr
}

describe('lbbench config', () => {
  it.each([
    ['rr', 'uneven'],
    ['lc', 'weighted'],
    ['iphash', 'crash'],
    ['hash?key=path', 'steady'],
    ['chash', 'steady'],
    ['random', 'steady'],
    ['p2c', 'steady'],
  ])('prints what nginx takes for %s on %s', async (strategy, scenario) => {
    const { status, stdout, stderr } = await lbbench('config', `nginx:${strategy}`, scenario)
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    expect(takenByNginx(stdout)).toBe('ok')
  })

  it('names the addresses it is given, and the settings of the scenario', async () => {
    const at = ['--backend-at', '10.0.0.1:80', '--backend-at', '10.0.0.2:80', '--listen', '0.0.0.0:8080']
    const { stdout } = await lbbench('config', 'nginx:lc', 'steady', '--backends', '2', '--retries', '0', ...at)
    expect(stdout).toContain('least_conn;\n  server 10.0.0.1:80 max_fails=1 fail_timeout=10s; # b1\n')
    expect(stdout).toContain('server 10.0.0.2:80 max_fails=1')
    expect(stdout).toContain('listen 0.0.0.0:8080;')
    expect(stdout).toContain('proxy_next_upstream off;')
  })

  it.each([
    [['rr'], 'embedded has no configuration of its own'],
    [['nginx:ewma'], 'nginx has no ewma'],
    [['nginx'], 'nginx is an engine: which strategy?'],
    [['target:http://127.0.0.1:1/'], 'a target is configured already'],
    [['nginx:rr,nginx:lc'], 'one candidate has one configuration'],
    [['nginx:rr', 'steady', '--health', 'haproxy'], 'nginx has no active health checks'],
    [['nginx:rr?sticky=table'], 'nginx has no sessions by table'],
    [['nginx:rr', 'steady', '--backend-at', '10.0.0.1:80'], '--backend-at names 1 of'],
    [['nginx:rr', 'steady', '--listen', 'everywhere'], '--listen "everywhere" is no host:port'],
    [['nginx:rr', 'steady', '--listen', '127.0.0.1:99999'], '--listen "127.0.0.1:99999" is no host:port'],
  ])('refuses %j with the reason', async (args, reason) => {
    const { status, stdout, stderr } = await lbbench('config', ...args)
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' })
    expect(stderr).toContain(reason)
  })
})
