import { readdirSync, readFileSync } from 'node:fs'
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
 * @param groups process groups whose CPU counts as ours, besides this process
 */
export function watchMachine(groups: readonly number[]): () => MachineLoad {
  const before = snapshot(groups)
  return () => {
    const after = snapshot(groups)
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

/** CPU time that the processes of these groups have used so far, with those of them that ended, s; undefined without /proc. */
export function cpuSecondsOf(groups: readonly number[]): number | undefined {
  const ticks = ownTicks(({ group }) => groups.includes(group))
  return ticks === undefined ? undefined : ticks / ticksPerSecond
}

interface Snapshot {
  readonly atMs: number
  readonly busyTicks: number | undefined
  readonly ownTicks: number | undefined
  readonly stalledUs: number | undefined
}

function snapshot(groups: readonly number[]): Snapshot {
  const isOurs = ({ pid, group }: Process): boolean => pid === process.pid || groups.includes(group)
  return { atMs: monotonicMs(), busyTicks: busyTicks(), ownTicks: ownTicks(isOurs), stalledUs: stalledUs() }
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

interface Process {
  readonly pid: number
  readonly group: number
  /** With those of its children that it has waited for. */
  readonly ticks: number
}

/** Who ended meanwhile was waited for by its parent, and counts there. */
function ownTicks(isOurs: (process: Process) => boolean): number | undefined {
  const pids = processIds()
  return pids
    ?.map(processOf)
    .filter(process => process !== undefined)
    .filter(isOurs)
    .reduce((sum, { ticks }) => sum + ticks, 0)
}

function processIds(): number[] | undefined {
  try {
    return readdirSync('/proc').map(Number).filter(Number.isInteger)
  } catch {
    return undefined
  }
}

/**
 * proc(5) /proc/PID/stat: the process group is field 5; utime, stime, cutime and cstime are 14 to 17. The command name may
 * hold spaces, so fields are counted from ")".
 */
function processOf(pid: number): Process | undefined {
  const stat = read(`/proc/${pid}/stat`)
  if (stat === undefined) return undefined
  const fields = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number)
  return { pid, group: fields[2]!, ticks: fields[11]! + fields[12]! + fields[13]! + fields[14]! }
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
