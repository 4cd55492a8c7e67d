import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { LbbenchError } from '../../../errors.js'
import type { BackendKind } from '../../../scenario/backend-kind/kind.js'
import { readKind } from '../../../scenario/backend-kind/read-kind.js'
import { filledIn } from '../../../scenario/backend-kind/variables.js'
import type { Scenario } from '../../../scenario/scenario.js'
import { findProgram } from '../../programs/find-program.js'
import { kindLacks } from './kind-lacks.js'

/** The folders of backends that come with lbbench. */
export const shippedKinds: string = fileURLToPath(new URL('../../../../backends', import.meta.url))

/**
 * What serves in a scenario; undefined where backends are simulated.
 * @throws LbbenchError UNKNOWN_NAME, SCENARIO (backend.yaml), USAGE where it cannot do what the scenario wants
 */
export function kindOf(scenario: Scenario): BackendKind | undefined {
  const { backendKind } = scenario.run
  if (backendKind === undefined) return undefined
  const kind = readKind(backendKind, shippedKinds)
  const lack = kindLacks(kind, scenario)
  if (lack === undefined) return kind
  const hint = 'leave it out of the scenario, or use --backend-kind simulated, which can do everything'
  throw new LbbenchError('USAGE', `backend kind ${kind.name} ${lack}`, hint)
}

/** @throws LbbenchError BACKEND_FAILED with what is not installed, and the commands that install it */
export function assertInstalled({ name, needs }: BackendKind): void {
  const missing = needs.filter(({ check }) => run(check) === undefined)
  if (missing.length === 0) return
  const what = missing.map(need => need.name).join(' and ')
  const verb = missing.length === 1 ? 'is' : 'are'
  const hint = `install with: ${[...new Set(missing.map(need => need.install))].join('; ')}`
  throw new LbbenchError('BACKEND_FAILED', `backend kind ${name} needs ${what}, which ${verb} not installed`, hint)
}

/** What serves and its version, for reports: "gunicorn 20.1.0 sync". */
export function titleWithVersion({ title, version }: BackendKind): string {
  if (version === undefined) return title
  const said = /\d+(?:\.\d+)+[\w.+-]*/.exec(run(version) ?? '')?.[0]
  return filledIn(title, { version: said ?? '(version unknown)' })
}

/** What a command prints; undefined where it is not there or fails. */
function run([name, ...args]: readonly [string, ...string[]]): string | undefined {
  const program = name.includes('/') ? name : findProgram(name)
  if (program === undefined) return undefined
  const { status, stdout, stderr } = spawnSync(program, args, { encoding: 'utf8', timeout: 20_000 })
  // uWSGI that lacks a plugin says so and goes on.
  return status === 0 && !/UNABLE to load/.test(stderr) ? `${stdout}${stderr}` : undefined
}
