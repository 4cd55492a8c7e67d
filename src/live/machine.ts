import { readFileSync } from 'node:fs'
import { monotonicMs } from './clock.js'

/** How busy the machine was beside us. Undefined where the kernel does not tell (no /proc). */
export interface MachineLoad {
  /** CPU used by processes other than `ours`, and stolen by the hypervisor, in cores. */
  readonly foreignCores: number | undefined
  /** Share of time some task waited for a CPU (pressure stall information, "some"). */
  readonly cpuPressure: number | undefined
}

/** USER_HZ, 100 on every Linux that Node runs on. */
const ticksPerSecond = 100

/**
 * Watches the machine from now until the returned function is called.
 * @param ours pids whose CPU counts as ours, besides this process
 */
export function watchMachine(ours: readonly number[]): () => MachineLoad {
  const pids = [process.pid, ...ours]
  const before = snapshot(pids)
  return () => {
    const after = snapshot(pids)
    const seconds = (after.atMs - before.atMs) / 1000
    const busy = difference(after.busyTicks, before.busyTicks)
    const own = difference(after.ownTicks, before.ownTicks)
    const stalled = difference(after.stalledUs, before.stalledUs)
    return {
      foreignCores:
        busy === undefined || own === undefined ? undefined : Math.max(0, (busy - own) / ticksPerSecond / seconds),
      cpuPressure: stalled === undefined ? undefined : stalled / 1e6 / seconds,
    }
  }
}

interface Snapshot {
  readonly atMs: number
  readonly busyTicks: number | undefined
  readonly ownTicks: number | undefined
  readonly stalledUs: number | undefined
}

function snapshot(pids: readonly number[]): Snapshot {
  return { atMs: monotonicMs(), busyTicks: busyTicks(), ownTicks: ownTicks(pids), stalledUs: stalledUs() }
}

function difference(after: number | undefined, before: number | undefined): number | undefined {
  return after === undefined || before === undefined ? undefined : after - before
}

/** proc(5) /proc/stat: user nice system idle iowait irq softirq steal; all but idle and iowait is busy. */
function busyTicks(): number | undefined {
  const line = read('/proc/stat')?.split('\n')[0]
  const [user, nice, system, , , irq, softirq, steal] = line?.trim().split(/\s+/).slice(1).map(Number) ?? []
  return line === undefined ? undefined : user! + nice! + system! + irq! + softirq! + (steal ?? 0)
}

/** proc(5) /proc/PID/stat: utime and stime are fields 14 and 15; the command name may hold spaces, so count from ")". */
function ownTicks(pids: readonly number[]): number | undefined {
  let sum = 0
  for (const pid of pids) {
    const stat = read(`/proc/${pid}/stat`)
    if (stat === undefined) return undefined
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    sum += Number(fields[11]) + Number(fields[12])
  }
  return sum
}

function stalledUs(): number | undefined {
  const match = read('/proc/pressure/cpu')?.match(/^some .*total=(\d+)/)
  return match ? Number(match[1]) : undefined
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
