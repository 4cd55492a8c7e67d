import { readdirSync, readFileSync } from 'node:fs'

/** USER_HZ, 100 on every Linux that Node runs on. */
export const ticksPerSecond = 100

/** Programs whose CPU counts as one trial's. Asked whenever it is read: a server that is started again is another group. */
export interface OwnPrograms {
  /** Process groups that are there now. */
  readonly pids: readonly number[]
  /** Ticks of those that are gone and were not waited for by one that is there. */
  readonly lostTicks: number
}

interface Process {
  readonly pid: number
  readonly group: number
  /** With those of its children that it has waited for. */
  readonly ticks: number
}

/** Ticks of CPU of each process group so far, from one reading of /proc; undefined without it. */
export function ticksByGroup(): ReadonlyMap<number, number> | undefined {
  const all = processes()
  if (all === undefined) return undefined
  const sums = new Map<number, number>()
  for (const { group, ticks } of all) sums.set(group, (sums.get(group) ?? 0) + ticks)
  return sums
}

/** Ticks of this process and of these programs so far; undefined without /proc. Whoever was waited for counts where its parent does. */
export function ownTicks({ pids, lostTicks }: OwnPrograms): number | undefined {
  const groups = new Set(pids)
  const own = processes()?.filter(({ pid, group }) => pid === process.pid || groups.has(group))
  return own && lostTicks + sum(own)
}

/** Ticks of a group without its leader: nobody of ours waits for the rest where all of it is killed. 0 without /proc. */
export function followersTicks(leader: number): number {
  return sum(processes()?.filter(({ pid, group }) => group === leader && pid !== leader) ?? [])
}

/** Undefined where either is. */
export function difference(after: number | undefined, before: number | undefined): number | undefined {
  return after === undefined || before === undefined ? undefined : after - before
}

/** The text of a file; undefined where it cannot be read, as without /proc or of a process that is gone. */
export function textOf(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

function sum(all: readonly Process[]): number {
  return all.reduce((total, { ticks }) => total + ticks, 0)
}

function processes(): Process[] | undefined {
  return processIds()
    ?.map(processOf)
    .filter(process => process !== undefined)
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
  const stat = textOf(`/proc/${pid}/stat`)
  if (stat === undefined) return undefined
  const fields = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number)
  return { pid, group: fields[2]!, ticks: fields[11]! + fields[12]! + fields[13]! + fields[14]! }
}
