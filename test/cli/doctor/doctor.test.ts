import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { findPrograms } from '../../../src/cli/doctor/find-programs.js'
import type { FindingGroup } from '../../../src/cli/doctor/finding.js'
import { tryLoopback } from '../../../src/cli/doctor/try-loopback.js'
import { packageRoot } from '../../process/tiny-scenario.js'

const run = promisify(execFile)
const doctor = (...flags: string[]) => run(process.execPath, [`${packageRoot}/bin/lbbench.js`, 'doctor', ...flags])

it('says how this machine is, in 80 columns', async () => {
  const { stdout, stderr } = await doctor()
  expect(stderr).toBe('')
  const lines = stdout.split('\n')
  expect(lines.filter(line => line.length > 80)).toEqual([])
  for (const title of ['processor', 'network', 'time', 'disk', 'engines', 'backends', 'stores and tools'])
    expect(lines).toContain(title)
  expect(lines).toContain(`  ok       Node.js         ${process.versions.node}`)
  expect(lines).toContain('  ok       127.0.0.1       works')
  expect(stdout).toMatch(/^ {2}(ok|caution) {2,}timers {10}\S+ (us|ms|s) late at p50/m)
  expect(stdout).toMatch(/\n(lbbench can measure here: |Not now: [\s\S]*\n)\d* ?\w*.* missing\.\n$/)
})

it('tells programs the same', async () => {
  const { lbbench, canMeasure, groups } = JSON.parse((await doctor('--json')).stdout) as {
    readonly lbbench: string
    readonly canMeasure: boolean
    readonly groups: readonly FindingGroup[]
  }
  expect(lbbench).toMatch(/^\d+\.\d+\.\d+/)
  expect(canMeasure).toBe(true)
  const findings = groups.flatMap(group => group.findings)
  const facts = (name: string) => findings.find(finding => finding.name === name)!.facts
  expect(facts('Node.js')).toEqual({ version: process.versions.node })
  expect(facts('timers')!.n).toBeGreaterThan(0)
  // The suite installs it (scripts/install-system.sh).
  expect(facts('nginx')).toMatchObject({
    path: expect.stringMatching(/\/nginx$/),
    version: expect.stringMatching(/^1\./),
  })
})

it('ends with 3 where nothing can be measured', async () => {
  const older = "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '20.5.0' } })"
  const flag = `--import=data:text/javascript,${encodeURIComponent(older)}`
  const ended = run(process.execPath, [flag, `${packageRoot}/bin/lbbench.js`, 'doctor'])
  await expect(ended).rejects.toMatchObject({
    code: 3,
    stdout: expect.stringMatching(
      /^ {2}fails {4}Node\.js {9}20\.5\.0$[\s\S]*\nNothing can be measured here: Node\.js\.\n$/m,
    ),
  })
})

it('gives up on a program that never answers', async () => {
  const wanted = {
    name: 'sleepy',
    enables: 'nothing',
    is: { programs: ['sleep'] },
    asked: ['60'],
    version: /./,
    from: { debian: 'coreutils' },
  } as const
  const [group] = await findPrograms([{ title: 't', wanted: [wanted] }])
  expect(group!.findings[0]).toMatchObject({
    mark: 'unknown',
    says: expect.stringMatching(/\/sleep gave no answer in time$/),
  })
})

it('finds no program and no module that is not there', async () => {
  const nowhere = { name: 'x', enables: 'nothing', from: { page: 'https://example.org' } } as const
  const [group] = await findPrograms([
    {
      title: 't',
      wanted: [
        { ...nowhere, is: { programs: ['lbbench-no-such-program'] } },
        { ...nowhere, is: { module: 'lbbench_no_such_module' } },
      ],
    },
  ])
  expect(group!.findings.map(({ mark }) => mark)).toEqual(['missing', 'missing'])
})

it('knows an address that is not ours', async () => {
  expect(await tryLoopback('127.0.0.1')).toBe('')
  // RFC 5737: an address for documentation, which nobody has.
  expect(await tryLoopback('192.0.2.1')).toMatch(/^cannot listen on 192\.0\.2\.1: /)
})

it('leaves no server behind', async () => {
  const open = (): number => process.getActiveResourcesInfo().filter(kind => kind === 'TCPServerWrap').length
  await tryLoopback('127.0.0.1')
  const before = open()
  await tryLoopback('127.0.0.1')
  expect(open()).toBe(before)
  // The count would see one.
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  expect(open()).toBe(before + 1)
  server.close()
})
