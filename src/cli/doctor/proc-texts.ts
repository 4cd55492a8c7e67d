/** What Linux says in files, as numbers. Each takes a file's text and returns undefined where the text is another. */

/** proc(5) /proc/PID/limits: how many files may be open, soft and hard; Infinity where unlimited. */
export function openFilesOf(limits: string): { readonly soft: number; readonly hard: number } | undefined {
  const match = /^Max open files +(\w+) +(\w+)/m.exec(limits)
  if (match === null) return undefined
  const [soft, hard] = [match[1]!, match[2]!].map(word => (word === 'unlimited' ? Infinity : Number(word)))
  return { soft: soft!, hard: hard! }
}

/** A file that holds one whole number, such as net.core.somaxconn. */
export function wholeOf(text: string): number | undefined {
  return /^\s*\d+\s*$/.test(text) ? Number(text) : undefined
}

/** net.ipv4.ip_local_port_range: how many ports there are for outgoing connections. */
export function portCountOf(range: string): number | undefined {
  const match = /^\s*(\d+)\s+(\d+)\s*$/.exec(range)
  return match === null ? undefined : Number(match[2]) - Number(match[1]) + 1
}

/** Pressure stall information, /proc/pressure/cpu: share of the last 10 s in which some task waited for a CPU. */
export function pressureOf(text: string): number | undefined {
  const match = /^some avg10=([\d.]+) /m.exec(text)
  return match === null ? undefined : Number(match[1]) / 100
}

/** cgroup v2 `cpu.max`, "MAX PERIOD" in microseconds: cores; Infinity for "max". */
export function quotaOf(cpuMax: string): number | undefined {
  const match = /^(max|\d+) (\d+)\s*$/.exec(cpuMax)
  if (match === null) return undefined
  return match[1] === 'max' ? Infinity : Number(match[1]) / Number(match[2])
}

/** The folder of this process in cgroup v2's tree, by /proc/self/cgroup; "/" is the root. */
export function cgroupOf(text: string): string | undefined {
  return /^0::(\/.*)$/m.exec(text)?.[1]
}

/** /proc/cpuinfo: the slowest and the fastest core now, MHz. ARM does not tell. */
export function frequenciesOf(cpuinfo: string): { readonly lowest: number; readonly highest: number } | undefined {
  const all = [...cpuinfo.matchAll(/^cpu MHz\s*: ([\d.]+)$/gm)].map(match => Number(match[1]))
  return all.length === 0 ? undefined : { lowest: Math.min(...all), highest: Math.max(...all) }
}
