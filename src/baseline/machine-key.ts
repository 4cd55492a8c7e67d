import type { Environment } from '../results/results.js'

/** What live numbers depend on besides scenario and candidate; in virtual time nothing of it matters. */
export interface MachineKey {
  readonly cpu: string
  readonly cores: number
  /** Kernel and its release, e.g. "Linux 6.8.0-1020-azure". */
  readonly os: string
  readonly node: string
  readonly lbbench: string
  readonly autocannon: string
}

/** The machine a run was made on. */
export function machineKey({ cpu, cores, os, node, lbbench, autocannon }: Environment): MachineKey {
  return { cpu, cores, os, node, lbbench, autocannon }
}

/**
 * Whether live numbers of both may be compared as they are. Every part decides, but of the kernel only the first two numbers of its
 * release: within 6.8 come fixes, every few weeks on a hosted runner, and a baseline that each of them ends would be none.
 */
export function sameMachine(a: MachineKey, b: MachineKey): boolean {
  return differencesOf(a, b).length === 0
}

/** What makes `b` another machine than `a`, in words: "CPU model X instead of Y", "Node v22.1.0 instead of v20.19.2". */
export function differencesOf(a: MachineKey, b: MachineKey): string[] {
  const parts: readonly (readonly [string, (key: MachineKey) => string])[] = [
    ['CPU model', ({ cpu }) => cpu],
    ['', ({ cores }) => `${cores} ${cores === 1 ? 'core' : 'cores'}`],
    ['kernel', ({ os }) => kernelSeries(os)],
    ['Node', ({ node }) => node],
    ['lbbench', ({ lbbench }) => lbbench],
    ['autocannon', ({ autocannon }) => autocannon],
  ]
  return parts
    .filter(([, of]) => of(a) !== of(b))
    .map(([what, of]) => `${what} ${of(b)} instead of ${of(a)}`.trimStart())
}

/** "Linux 6.8.0-1020-azure" -> "Linux 6.8". */
function kernelSeries(os: string): string {
  return /^.*? \d+\.\d+/.exec(os)?.[0] ?? os
}
