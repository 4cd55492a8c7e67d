import { describe, expect, it, test } from 'vitest'
import { containerQuota } from '../../../src/cli/doctor/container-quota.js'
import {
  cgroupOf,
  frequenciesOf,
  openFilesOf,
  portCountOf,
  pressureOf,
  quotaOf,
  wholeOf,
} from '../../../src/cli/doctor/proc-texts.js'

const limits = (row: string): string =>
  `Limit                     Soft Limit           Hard Limit           Units     \n${row}\nMax locked memory         8388608              8388608              bytes     \n`

test.each([
  [
    limits('Max open files            1024                 524288               files     '),
    { soft: 1024, hard: 524288 },
  ],
  [
    limits('Max open files            20000                unlimited            files     '),
    { soft: 20000, hard: Infinity },
  ],
  [limits('Max processes             96365                96365                processes '), undefined],
])('open files %#', (text, expected) => expect(openFilesOf(text)).toEqual(expected))

test.each([
  ['4096\n', 4096],
  ['0\n', 0],
  ['', undefined],
  ['32768\t60999\n', undefined],
  ['max\n', undefined],
])('a whole number: %j', (text, expected) => expect(wholeOf(text)).toBe(expected))

test.each([
  ['32768\t60999\n', 28232],
  ['1024 65535', 64512],
  ['4096\n', undefined],
])('a range of ports: %j', (text, expected) => expect(portCountOf(text)).toBe(expected))

test.each([
  [
    'some avg10=12.50 avg60=1.49 avg300=6.73 total=6978555760\nfull avg10=99.00 avg60=0.00 avg300=0.00 total=0\n',
    0.125,
  ],
  ['some avg10=0.00 avg60=0.00 avg300=0.00 total=1\n', 0],
  // Since 5.13 /proc/pressure/irq has this line alone.
  ['full avg10=1.00 avg60=0.00 avg300=0.00 total=0\n', undefined],
])('pressure: %j', (text, expected) => expect(pressureOf(text)).toBe(expected))

test.each([
  ['max 100000\n', Infinity],
  ['150000 100000\n', 1.5],
  ['50000 50000\n', 1],
  ['-1\n', undefined],
])('a quota: %j', (text, expected) => expect(quotaOf(text)).toBe(expected))

test.each([
  ['0::/\n', '/'],
  ['0::/user.slice/user-0.slice\n', '/user.slice/user-0.slice'],
  // A hybrid: the controllers are still in version 1.
  ['2:cpuacct:/x\n1:cpu:/x\n0::/y\n', '/y'],
  ['2:cpuacct:/x\n1:cpu:/x\n', undefined],
])('a group: %j', (text, expected) => expect(cgroupOf(text)).toBe(expected))

test.each([
  [
    'model name\t: X\ncpu MHz\t\t: 2793.436\n\nmodel name\t: X\ncpu MHz\t\t: 800.5\n',
    { lowest: 800.5, highest: 2793.436 },
  ],
  ['BogoMIPS\t: 50.00\n', undefined],
])('frequencies %#', (text, expected) => expect(frequenciesOf(text)).toEqual(expected))

describe('the quota of a container', () => {
  const quotaOn = (files: Readonly<Record<string, string>>): number | undefined => containerQuota(path => files[path])

  it('is the least from its own group up', () => {
    const files = {
      '/proc/self/cgroup': '0::/a/b\n',
      '/sys/fs/cgroup/a/cpu.max': '50000 100000\n',
      '/sys/fs/cgroup/a/b/cpu.max': '200000 100000\n',
    }
    expect(quotaOn(files)).toBe(0.5)
    expect(quotaOn({ ...files, '/sys/fs/cgroup/a/cpu.max': 'max 100000\n' })).toBe(2)
  })

  it('is found where the container sees its own group as the root', () => {
    expect(quotaOn({ '/proc/self/cgroup': '0::/\n', '/sys/fs/cgroup/cpu.max': '150000 100000\n' })).toBe(1.5)
  })

  it('is none in the root group, and not known without cgroup v2', () => {
    const root = { '/proc/self/cgroup': '0::/\n' }
    expect(quotaOn({ ...root, '/sys/fs/cgroup/cgroup.controllers': 'cpuset cpu io memory\n' })).toBe(Infinity)
    expect(quotaOn({ ...root, '/sys/fs/cgroup/cgroup.controllers': 'cpuset io memory\n' })).toBeUndefined()
    expect(quotaOn(root)).toBeUndefined()
    expect(quotaOn({})).toBeUndefined()
  })
})
