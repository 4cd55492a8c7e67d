import { readFileSync } from 'node:fs'

/** After the name, which may hold anything: state, parent, process group, session, terminal, the terminal's group (proc_pid_stat(5)). */
const fields = /^.*\) \S+ -?\d+ (?<group>-?\d+) -?\d+ -?\d+ (?<terminalGroup>-?\d+) /s

/** Whether our process group is the one that has the terminal (`&` and `bg` take it away); true where nothing tells. */
export function inForeground(stat = ownStat()): boolean {
  const { group, terminalGroup } = fields.exec(stat)?.groups ?? {}
  return group === undefined || Number(terminalGroup) <= 0 || group === terminalGroup
}

function ownStat(): string {
  try {
    return readFileSync('/proc/self/stat', 'utf8')
  } catch {
    return ''
  }
}
