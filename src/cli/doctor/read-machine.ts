import { accessSync, constants, statfsSync } from 'node:fs'
import { availableParallelism, cpus, tmpdir } from 'node:os'
import { LbbenchError } from '../../errors.js'
import { watchMachine } from '../../live/machine.js'
import { assertRealtimePermitted } from '../../live/programs/realtime.js'
import { containerQuota } from './container-quota.js'
import type { DiskReadings } from './judge-disk.js'
import type { NetworkReadings } from './judge-network.js'
import type { ProcessorReadings } from './judge-processor.js'
import type { TimeReadings } from './judge-time.js'
import { frequenciesOf, openFilesOf, portCountOf, pressureOf, wholeOf } from './proc-texts.js'
import { readFile } from './read-file.js'
import { clockStepNs, timerLateness } from './time-clocks.js'
import { tryLoopback } from './try-loopback.js'

/** All that the doctor looks at on the machine itself. */
export interface MachineReadings {
  readonly processor: ProcessorReadings
  readonly network: NetworkReadings
  readonly time: TimeReadings
  readonly disk: DiskReadings
}

/** Takes most of a second, in which this process does next to nothing, so that what it sees is others' doing. */
export async function readMachine(): Promise<MachineReadings> {
  const pressure = of('/proc/pressure/cpu', pressureOf)
  const load = watchMachine()
  const latenessMs = await timerLateness()
  const { foreignCores } = load()
  return {
    processor: { ...processor(), foreignCores, pressure },
    network: await network(),
    time: {
      clockSource: readFile(`${system}/clocksource/clocksource0/current_clocksource`)?.trim(),
      clockStepNs: clockStepNs(),
      latenessMs,
      realtime: await realtimeRefusal(),
    },
    disk: disk(),
  }
}

const system = '/sys/devices/system'

function of<T>(path: string, parse: (text: string) => T | undefined): T | undefined {
  const text = readFile(path)
  return text === undefined ? undefined : parse(text)
}

function processor(): Omit<ProcessorReadings, 'foreignCores' | 'pressure'> {
  const all = cpus()
  return {
    node: process.versions.node,
    model: all[0]?.model.trim() ?? 'an unknown kind',
    cores: all.length,
    usableCores: availableParallelism(),
    governors: all.flatMap((_, k) => readFile(`${system}/cpu/cpu${k}/cpufreq/scaling_governor`)?.trim() ?? []),
    frequencies: of('/proc/cpuinfo', frequenciesOf),
    quota: containerQuota(readFile),
  }
}

async function network(): Promise<NetworkReadings> {
  const [loopback4, loopback6] = await Promise.all([tryLoopback('127.0.0.1'), tryLoopback('::1')])
  return {
    loopback4,
    loopback6,
    openFiles: of('/proc/self/limits', openFilesOf),
    somaxconn: of('/proc/sys/net/core/somaxconn', wholeOf),
    synBacklog: of('/proc/sys/net/ipv4/tcp_max_syn_backlog', wholeOf),
    ports: of('/proc/sys/net/ipv4/ip_local_port_range', portCountOf),
    timeWaitReuse: of('/proc/sys/net/ipv4/tcp_tw_reuse', wholeOf),
    timeWaitReuseDelayMs: of('/proc/sys/net/ipv4/tcp_tw_reuse_delay', wholeOf),
  }
}

async function realtimeRefusal(): Promise<string> {
  try {
    await assertRealtimePermitted()
    return ''
  } catch (error) {
    if (error instanceof LbbenchError) return error.message.replace(/^--realtime: /, '')
    throw error
  }
}

function disk(): DiskReadings {
  const folder = tmpdir()
  try {
    const { bavail, bsize } = statfsSync(folder)
    return { folder, freeBytes: bavail * bsize, writable: isWritable(folder) }
  } catch {
    return { folder, freeBytes: undefined, writable: false }
  }
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false
  }
}
