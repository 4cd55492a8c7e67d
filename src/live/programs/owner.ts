import { readlinkSync } from 'node:fs'
import { hostname } from 'node:os'
import { textOf } from '../process-ticks.js'

/** This process in one line, so that another one can tell whether it is still there: "PLACE PID START". START is "-" without /proc. */
export function thisProcess(): string {
  return `${place()} ${process.pid} ${startOf(process.pid) ?? '-'}`
}

/** Whether who wrote this line is gone for certain: of another machine or container, and of what is no such line, nobody knows. */
export function isGone(line: string): boolean {
  const [, where, pid, start] = /^(\S+) ([1-9]\d*) (\d+|-)$/.exec(line) ?? []
  if (where !== place()) return false
  const now = startOf(Number(pid))
  // Another one may have its number by now.
  if (now !== undefined && start !== '-') return now !== start
  return !isThere(Number(pid))
}

/** Process ids mean something on one machine, and there in one PID namespace. */
function place(): string {
  try {
    return `${hostname()}/${readlinkSync('/proc/self/ns/pid')}`
  } catch {
    return hostname()
  }
}

/** proc(5) /proc/PID/stat: starttime is field 22. The command name may hold spaces, so fields are counted from ")". */
function startOf(pid: number): string | undefined {
  const stat = textOf(`/proc/${pid}/stat`)
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19]
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it is somebody else's.
    return (error as NodeJS.ErrnoException).code !== 'ESRCH'
  }
}
