import { monotonicMs } from './clock.js'
import { difference, type OwnPrograms, ownTicks, textOf, ticksPerSecond } from './process-ticks.js'

/** How busy the machine was beside us. Undefined where the kernel does not tell (no /proc). */
export interface MachineLoad {
  /** CPU used by processes other than `ours`, and stolen by the hypervisor, in cores. */
  readonly foreignCores: number | undefined
  /** Share of time some task waited for a CPU (pressure stall information, "some"). */
  readonly cpuPressure: number | undefined
}

const nobodyElse: OwnPrograms = { pids: [], lostTicks: 0 }

/**
 * Watches the machine from now until the returned function is called.
 * @param ours programs whose CPU counts as ours, besides this process: those that are there by then, too
 */
export function watchMachine(ours: OwnPrograms = nobodyElse): () => MachineLoad {
  const before = snapshot(ours)
  return () => {
    const after = snapshot(ours)
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

function snapshot(ours: OwnPrograms): Snapshot {
  return { atMs: monotonicMs(), busyTicks: busyTicks(), ownTicks: ownTicks(ours), stalledUs: stalledUs() }
}

/** proc(5) /proc/stat: user nice system idle iowait irq softirq steal; all but idle and iowait is busy. */
function busyTicks(): number | undefined {
  const line = textOf('/proc/stat')?.split('\n')[0]
  const [user, nice, system, , , irq, softirq, steal] = line?.trim().split(/\s+/).slice(1).map(Number) ?? []
  return line === undefined ? undefined : user! + nice! + system! + irq! + softirq! + (steal ?? 0)
}

function stalledUs(): number | undefined {
  const match = textOf('/proc/pressure/cpu')?.match(/^some .*total=(\d+)/)
  return match ? Number(match[1]) : undefined
}
