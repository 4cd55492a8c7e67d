import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { lbbench } from './lbbench.js'

const out = mkdtempSync(join(tmpdir(), 'lbbench-kinds-'))
afterAll(() => rmSync(out, { recursive: true }))

const dry = (...argv: string[]) => lbbench('compare', 'steady', '--strategies', 'rr', '--dry-run', ...argv)

describe('lbbench list backends', () => {
  it('names every kind that is shipped, the simulated one first', async () => {
    const { status, stdout } = await lbbench('list', 'backends')
    expect(status).toBe(0)
    const names = stdout.split('\n').map(line => line.split(' ')[0])
    expect(names).toEqual(['simulated', 'gunicorn', 'gunicorn-gthread', 'gunicorn-gevent', 'uwsgi', 'flask-dev', ''])
    expect((await lbbench('list')).stdout).toContain('backends:\n  simulated ')
  })
})

describe('--backend-kind', () => {
  it('is in the plan', async () => {
    expect((await dry('--backend-kind', 'gunicorn')).stderr).toContain('served by   gunicorn: Flask under gunicorn')
    expect((await dry('--backend-kind', 'simulated')).stderr).not.toContain('served by')
    const own = await lbbench('compare', 'examples/my-app/scenario.yaml', '--dry-run')
    expect(own.stderr).toContain('served by   my-node-app: ')
    expect(own.stderr).toContain('no twin     my-node-app has service times of its own')
  })

  it('takes a folder of the user’s, and of several variants one', async () => {
    const { status, stderr } = await dry('--backend-kind', './examples/my-app/flask:gunicorn')
    expect([status, stderr]).toEqual([0, expect.stringContaining('served by   gunicorn: The shop under gunicorn')])
  })

  it.each([
    [['--backend-kind', 'gunicron'], 'there is no backend kind "gunicron"; did you mean "gunicorn"?'],
    [['--backend-kind', './nowhere'], 'cannot read ./nowhere/backend.yaml: there is no such file'],
    [
      ['--backend-kind', './examples/my-app/flask'],
      './examples/my-app/flask is a folder of backends, and it has several, say which',
    ],
    [
      ['--backend-kind', 'gunicorn', '--threads', '2'],
      'backend kind gunicorn has no threads to set: threads must be 1 (backend b1)',
    ],
    [
      ['--backend-kind', './examples/my-app/node', '--workers', '1', '--sessions', 'memory'],
      'backend kind my-node-app does not say that it can do sessions ("can" in its backend.yaml)',
    ],
    [
      ['--backend-kind', 'gunicorn', '--engine', 'virtual'],
      '--backend-kind is for backends that lbbench starts, and none of these candidates has any',
    ],
    [
      ['--backend-kind', 'gunicorn', '--strategies', 'prequal'],
      'nothing can be run of prequal: it asks backends for their load, which a real server (gunicorn) does not tell',
    ],
  ])('refuses %j before anything runs, in one sentence', async (flags, sentence) => {
    const { status, stderr } = await dry(...flags)
    expect(status).toBe(2)
    expect(stderr.split('\n')[0]).toBe(`lbbench: ${sentence}`)
  })

  it('is looked at by check, too', async () => {
    const { status, stdout } = await lbbench('check', 'examples/my-app/scenario.yaml')
    expect(status).toBe(0)
    expect(stdout).toContain('served by   my-node-app: ')
  })

  it('does not keep virtual time from a scenario that says what serves it live', async () => {
    const { status } = await lbbench('compare', 'examples/my-app/scenario.yaml', '--engine', 'virtual', '--dry-run')
    expect(status).toBe(0)
  })
})

describe('a run on an app of the user’s', () => {
  it('tells in its report what served', async () => {
    const run = ['--strategies', 'rr', '--rounds', '1', '--duration', '500ms', '--out', join(out, 'own')]
    const { status, stdout } = await lbbench('compare', 'examples/my-app/scenario.yaml', ...run)
    expect([0, 4]).toContain(status)
    expect(stdout).toMatch(/Live backends were real servers: Node\.js \d+\.\d+/)
    const results = JSON.parse(readFileSync(join(out, 'own/results.json'), 'utf8'))
    expect(results.scenario.served).toMatch(/^Node\.js \d+\.\d+/)
    expect(results.candidates[0].backends.map(({ name }: { name: string }) => name)).toEqual(['b1', 'b2', 'b3'])
  })
})
