import { readFileSync } from 'node:fs'
import { cpus, release, type } from 'node:os'
import type { Environment } from '../../results/results.js'
import { ownVersion, packageRoot } from '../version.js'

/** Where, when and with what a run was made, and the command that repeats it. */
export function environmentOf(command: string, now: Date): Environment {
  const processors = cpus()
  return {
    command,
    lbbench: ownVersion(),
    node: process.version,
    autocannon: dependencyVersion('autocannon'),
    os: `${type()} ${release()}`,
    cpu: processors[0]?.model ?? 'unknown',
    cores: processors.length,
    startedAt: now.toISOString(),
  }
}

function dependencyVersion(name: string): string {
  const manifest = JSON.parse(readFileSync(`${packageRoot}package.json`, 'utf8')) as {
    dependencies: Record<string, string>
  }
  return manifest.dependencies[name]!
}
