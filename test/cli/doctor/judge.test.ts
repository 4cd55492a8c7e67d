import { expect, it, test } from 'vitest'
import { canMeasure, type Finding, type FindingGroup, type Mark } from '../../../src/cli/doctor/finding.js'
import { type DiskReadings, judgeDisk } from '../../../src/cli/doctor/judge-disk.js'
import { judgeNetwork, type NetworkReadings } from '../../../src/cli/doctor/judge-network.js'
import { judgeProcessor, type ProcessorReadings } from '../../../src/cli/doctor/judge-processor.js'
import { judgeTime, type TimeReadings } from '../../../src/cli/doctor/judge-time.js'

/** A machine nothing is wrong with. */
const processor: ProcessorReadings = {
  node: '20.19.0',
  model: 'Fine CPU',
  cores: 4,
  usableCores: 4,
  governors: ['performance', 'performance'],
  frequencies: { lowest: 2793.4, highest: 2793.4 },
  quota: Infinity,
  foreignCores: 0.02,
  pressure: 0.01,
}
const network: NetworkReadings = {
  loopback4: '',
  loopback6: '',
  openFiles: { soft: 20_000, hard: 20_000 },
  somaxconn: 4096,
  synBacklog: 2048,
  ports: 28_232,
  timeWaitReuse: 2,
  timeWaitReuseDelayMs: 1000,
}
const time: TimeReadings = {
  clockSource: 'tsc',
  clockStepNs: 70,
  latenessMs: Array.from({ length: 300 }, () => 0.06),
  realtime: '',
}
const disk: DiskReadings = { folder: '/tmp', freeBytes: 2 ** 33, writable: true }

const named = (group: FindingGroup, name: string): Finding => {
  const found = group.findings.find(finding => finding.name === name)
  if (found === undefined) throw new Error(`no finding ${name}`)
  return found
}

it('a good machine has nothing but ok', () => {
  const groups = [judgeProcessor(processor), judgeNetwork(network), judgeTime(time), judgeDisk(disk)]
  expect(groups.flatMap(({ findings }) => findings).filter(({ mark }) => mark !== 'ok')).toEqual([])
  expect(canMeasure(groups)).toBe(true)
})

it.each([
  [{ foreignCores: 0.3, pressure: 0.2 }, false],
  [{ foreignCores: 0.31 }, true],
  [{ pressure: 0.21 }, true],
])('a machine with %o keeps live runs waiting: %s', (change, busy) => {
  expect(judgeProcessor({ ...processor, ...change }).findings.some(finding => finding.busy === true)).toBe(busy)
})

type Case<Readings> = readonly [name: string, change: Partial<Readings>, mark: Mark, says: string]

const processors: readonly Case<ProcessorReadings>[] = [
  ['Node.js', { node: '20.18.3' }, 'fails', '20.18.3'],
  ['Node.js', { node: '18.20.0' }, 'fails', '18.20.0'],
  ['Node.js', { node: '22.0.0' }, 'ok', '22.0.0'],
  ['cores', { cores: 1, usableCores: 1 }, 'caution', '1 of Fine CPU'],
  ['cores', { usableCores: 2 }, 'ok', '2 of 4 of Fine CPU'],
  ['governor', { governors: [], frequencies: undefined }, 'unknown', 'not told, as in most virtual machines'],
  ['governor', { governors: ['performance', 'powersave'] }, 'caution', 'performance, powersave; 2793 MHz now'],
  ['governor', { frequencies: { lowest: 799.6, highest: 3500 } }, 'ok', 'performance; 800 to 3500 MHz now'],
  ['CPU quota', { quota: 1.5 }, 'caution', '1.5 cores in this container'],
  ['CPU quota', { quota: 4 }, 'ok', '4 cores in this container'],
  ['CPU quota', { quota: undefined }, 'unknown', 'not told: there is no cgroup v2'],
  ['other programs', { foreignCores: 0.3 }, 'ok', 'use 0.30 cores now'],
  ['other programs', { foreignCores: 0.31 }, 'caution', 'use 0.31 cores now'],
  ['other programs', { foreignCores: undefined }, 'unknown', 'not told'],
  ['CPU pressure', { pressure: 0.8 }, 'caution', '80% of the last 10 s somebody waited for a core'],
  ['CPU pressure', { pressure: undefined }, 'unknown', 'not told: the kernel has no /proc/pressure'],
]
test.each(processors)('%s: %j is %s', (name, change, mark, says) =>
  expect(named(judgeProcessor({ ...processor, ...change }), name)).toMatchObject({ mark, says }),
)

const networks: readonly Case<NetworkReadings>[] = [
  ['127.0.0.1', { loopback4: 'no answer' }, 'fails', 'no answer'],
  ['::1', { loopback6: 'cannot listen' }, 'missing', 'cannot listen'],
  [
    'open files',
    { openFiles: { soft: 1024, hard: 4096 } },
    'caution',
    '1024 a process (hard limit 4096): 462 connections through a balancer',
  ],
  ['open files', { openFiles: { soft: Infinity, hard: Infinity } }, 'ok', 'unlimited'],
  ['open files', { openFiles: undefined }, 'unknown', 'not told'],
  ['somaxconn', { somaxconn: 128 }, 'caution', '128 connections may wait to be accepted'],
  ['somaxconn', { somaxconn: 2048 }, 'ok', '2048 connections may wait to be accepted'],
  ['SYN backlog', { synBacklog: 128 }, 'caution', '128 connections may be half open'],
  // A port rests for 60 s: 28232 / 60.
  ['local ports', { timeWaitReuse: 0 }, 'caution', '28232: 470/s new connections to one port (TIME_WAIT of 60s)'],
  ['local ports', { timeWaitReuse: 2 }, 'ok', '28232: 28.2k/s new connections to one port (tcp_tw_reuse=2)'],
  ['local ports', { timeWaitReuseDelayMs: 2000 }, 'ok', '28232: 14.1k/s new connections to one port (tcp_tw_reuse=2)'],
  [
    'local ports',
    { timeWaitReuseDelayMs: undefined },
    'ok',
    '28232: 28.2k/s new connections to one port (tcp_tw_reuse=2)',
  ],
  ['local ports', { ports: 1000 }, 'caution', '1000: 1k/s new connections to one port (tcp_tw_reuse=2)'],
  ['local ports', { ports: undefined }, 'unknown', 'not told'],
]
test.each(networks)('%s: %j is %s', (name, change, mark, says) =>
  expect(named(judgeNetwork({ ...network, ...change }), name)).toMatchObject({ mark, says }),
)

const late = [...Array.from({ length: 270 }, () => 0.1), ...Array.from({ length: 30 }, () => 4)]
const times: readonly Case<TimeReadings>[] = [
  ['clock source', { clockSource: 'hpet' }, 'caution', 'hpet'],
  ['clock source', { clockSource: 'kvm-clock' }, 'ok', 'kvm-clock'],
  ['clock source', { clockSource: undefined }, 'unknown', 'not told'],
  ['clock step', { clockStepNs: 4_000_000 }, 'caution', '4.00 ms'],
  ['timers', { latenessMs: late }, 'caution', '0.10 ms late at p50, 4.00 ms at p95 (n = 300)'],
  ['timers', { latenessMs: late.slice(0, 280) }, 'ok', '0.10 ms late at p50, 0.10 ms at p95 (n = 280)'],
  ['timers', { latenessMs: [] }, 'caution', 'none fired in time'],
  ['real time', { realtime: 'there is no chrt on this machine' }, 'missing', 'there is no chrt on this machine'],
]
test.each(times)('%s: %j is %s', (name, change, mark, says) =>
  expect(named(judgeTime({ ...time, ...change }), name)).toMatchObject({ mark, says }),
)

const disks: readonly Case<DiskReadings>[] = [
  ['temporary', { freeBytes: undefined }, 'caution', 'there is no /tmp'],
  ['temporary', { writable: false }, 'caution', '/tmp may not be written to'],
  ['temporary', { freeBytes: 2 ** 20 }, 'caution', '0.0 GiB free in /tmp'],
]
test.each(disks)('%s: %j is %s', (name, change, mark, says) =>
  expect(named(judgeDisk({ ...disk, ...change }), name)).toMatchObject({ mark, says }),
)

it('only what fails keeps from measuring', () => {
  const marks: readonly Mark[] = ['ok', 'caution', 'missing', 'unknown', 'fails']
  const alone = (mark: Mark) => canMeasure([{ title: 't', findings: [{ name: 'x', mark, says: 'y' }] }])
  expect(marks.filter(mark => !alone(mark))).toEqual(['fails'])
})

it('tells programs numbers, none of them unlimited', () => {
  const unlimited = { ...network, openFiles: { soft: Infinity, hard: Infinity } }
  const groups = [judgeProcessor(processor), judgeNetwork(unlimited), judgeTime(time), judgeDisk(disk)]
  const facts = groups.flatMap(({ findings }) => findings.map(finding => finding.facts))
  expect(facts.every(each => each !== undefined)).toBe(true)
  expect(JSON.parse(JSON.stringify(facts))).toEqual(facts)
})
