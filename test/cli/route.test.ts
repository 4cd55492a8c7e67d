import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { lbbench } from './lbbench.js'

const folder = mkdtempSync(join(tmpdir(), 'lbbench-route-'))

function file(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

async function route(...args: string[]): Promise<string> {
  const said = await lbbench('route', ...args)
  expect(said).toMatchObject({ status: 0, stderr: '' })
  return said.stdout
}

const abc = 'a=127.0.0.1:18001,b=127.0.0.1:18002,c=127.0.0.1:18003'
const clients = file('clients.txt', '# five\n127.0.0.1\n127.0.2.1\n\n 127.1.2.3 \n8.8.8.8\n2001:db8:1::1\n')

describe('lbbench route', () => {
  it('prints client and backend, a line each, and what a removal moves', async () => {
    const rows = '127.0.0.1\tc\n127.0.2.1\tb\n127.1.2.3\ta\n8.8.8.8\tc\n2001:db8:1::1\ta\n'
    expect(await route('-s', 'iphash', '-b', abc, '--clients', clients)).toBe(rows)
    const lines = (await route('-s', 'iphash', '-b', abc, '--clients', clients, '--remove', 'c')).split('\n')
    expect(lines.slice(0, 5).map(line => line.split('\t').slice(0, 2).join('\t'))).toEqual(rows.trimEnd().split('\n'))
    for (const line of lines.slice(0, 5)) expect(line).toMatch(/\t[ab]$/)
    expect(lines[5]).toMatch(/^# without c: \d of 5 clients move \(\d+\.\d%\); 2 had to, \d more than necessary$/)
    const kept = await route('-s', 'iphash', '-b', abc, '--clients', clients, '--remove', 'c', '--keep-place')
    expect(kept).toContain('# with c down: 2 of 5 clients move (40.0%); 2 had to, 0 more than necessary')
  })

  it('leaves out who is down from the start', async () => {
    const letters = await route('-s', 'rr', '-b', `${abc}*2`, '--requests', '6', '--format', 'letters')
    expect(letters).toBe('cabcca\n')
    expect(await route('-s', 'rr', '-b', abc, '--down', 'b', '--requests', '4', '--format', 'letters')).toBe('acac\n')
  })

  it('takes keys as they stand', async () => {
    const keys = file('keys.txt', `/index.html#top\nMozilla/5.0 (X11; Linux)\n${'x'.repeat(100)}\n`)
    const said = await route('-s', 'chash', '-b', abc, '--clients', keys)
    expect(said.split('\n').map(line => line.split('\t')[0])).toEqual([
      '/index.html#top',
      'Mozilla/5.0 (X11; Linux)',
      'x'.repeat(100),
      '',
    ])
  })

  it('names paths where they tell requests apart', async () => {
    const paths = file('paths.txt', '/a\n/b?id=7\n')
    const two = file('two.txt', '1.2.3.4\n::1\n')
    expect(await route('-s', 'rr', '-b', abc, '--paths', paths)).toBe('/a\ta\n/b?id=7\tb\n')
    const both = await route('-s', 'rr', '-b', abc, '--paths', paths, '--clients', two)
    expect(both).toBe('1.2.3.4 /a\ta\n::1 /b?id=7\tb\n')
  })

  it('plays the phases of a least connections vector, by script or held from the start', async () => {
    const steps = file('steps.txt', '12x get\n10x hold\nend a all\n4x hold\n')
    const played = await route('-s', 'lc', '-b', 'a*3,b*2,c', '--script', steps, '--format', 'letters')
    // nginx-1.22.1-least_conn.json, lc321.
    expect(played).toBe('abacbaabacba' + 'abcababcaa' + 'aaaa\n')
    expect(await route('-s', 'lc', '-b', 'a,b', '--requests', '6', '--hold', '--format', 'letters')).toMatch(/^ab{2}a/)
  })

  it('shows refused tries, and who finds nobody', async () => {
    const steps = file('fail.txt', 'fail X\nfail Y\n2x get\n')
    const backends = 'X=h:1*5,Y=h:2'
    expect(await route('-s', 'rr', '-b', backends, '--script', steps, '--format', 'letters')).toBe('X>Y>- -\n')
    expect(await route('-s', 'rr', '-b', backends, '--script', steps)).toBe('127.0.0.1\tX>Y>-\n127.0.0.1\t-\n')
  })

  it('says all of it for programs', async () => {
    const said = await route('-s', 'p2c', '-b', abc, '--requests', '5', '--format', 'json', '--remove', 'a')
    const { rows, counts, ...rest } = JSON.parse(said)
    expect(rest).toMatchObject({ strategy: 'p2c', options: { choices: 2 }, seed: 1, removal: { clients: 5 } })
    expect(rows[0]).toMatchObject({ client: '127.0.0.1', path: '/', end: 'served', tried: [rows[0].backend] })
    expect(Object.values<number>(counts).reduce((sum, n) => sum + n)).toBe(5)
  })

  it('tells how each request ended', async () => {
    const steps = file('ends.txt', '4x hold\nend a\n')
    const backends = 'a max_conns=1,b max_conns=1'
    const said = await route('-s', 'rr', '-b', backends, '--script', steps, '--queue', '1', '--format', 'json')
    const ends = JSON.parse(said).rows.map(({ end }: { end: string }) => end)
    expect(ends).toEqual(['served', 'held', 'held', 'shed'])
    const shed = await route(
      '-s',
      'rr',
      '-b',
      backends,
      '--requests',
      '4',
      '--hold',
      '--queue',
      '1',
      '--format',
      'json',
    )
    expect(JSON.parse(shed).rows.map(({ end }: { end: string }) => end)).toEqual(['held', 'held', 'waiting', 'shed'])
  })
})

describe('lbbench route refuses', () => {
  const bad = file('bad.txt', '12x get\nhodl\n')
  it.each([
    [['--clients', './nobody.txt'], 'cannot read ./nobody.txt'],
    [['--clients', file('none.txt', '# none\n')], 'none.txt names no client'],
    [['--clients', clients, '--requests', '3'], 'give --clients or --requests, not both'],
    [['--clients', clients, '--paths', file('one.txt', '/\n')], '5 clients and 1 paths: there must be as many'],
    [['--script', bad], `${bad}:2: unknown step "hodl"; did you mean "hold"?`],
    [['--script', file('empty.txt', '\n')], 'empty.txt has no step'],
    [['--script', bad, '--hold'], 'give --script or --hold, not both'],
    [['--down', 'd'], '--down d: there is no such backend; did you mean'],
    [['--retries', '-1'], '--retries -1: expected a whole number'],
    [['--keep-place'], 'give --remove too'],
    [['--requests', '1000001', '--format', 'json'], '--format json takes at most 1000000 requests'],
    [['--remove', 'd'], 'cannot remove "d": there is no such backend'],
  ])('%s', async (args, message) => {
    const said = await lbbench('route', '-s', 'rr', '-b', abc, ...args)
    expect(said).toMatchObject({ status: 2, stdout: '' })
    expect(said.stderr).toContain(message)
  })

  it.each([
    ['rr,lc', 'route takes one strategy'],
    ['virtual:rr', 'route has no engines'],
    ['ideal', 'route cannot show "ideal"'],
  ])('-s %s', async (strategy, message) => {
    const said = await lbbench('route', '-s', strategy, '-b', abc)
    expect(said).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining(message) })
  })
})
