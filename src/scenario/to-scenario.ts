import type { Distribution } from '../model/distribution.js'
import { isKindPath, simulatedKind } from './backend-kind/kind-path.js'
import { toBalancer } from './balancer/balancer.js'
import { type ReadData, readLatencies } from './data-files.js'
import { gateParts } from './gate-parts.js'
import { withFaults } from './incidents/with-faults.js'
import type { LatencyDocument } from './latency-forms.js'
import { type Path, type Problem, problemsOf, type Report, valueAt } from './problems.js'
import { refuseUnscalable } from './refuse-unscalable.js'
import type { RunSpec, Scenario } from './scenario.js'
import { type ScenarioDocument, scenarioSchema } from './schema.js'
import { isMap } from './section.js'
import { toBackends } from './to-backends.js'
import { scaledEntries, toScaling } from './to-scaling.js'
import { toTraffic } from './to-traffic.js'

/** What the document alone cannot tell. */
export interface Surroundings {
  /** The scenario's name where it has none of its own. */
  readonly name: string
  /** Reads a file named in the scenario. */
  readonly read: ReadData
  /** The absolute path of a folder named in the scenario. */
  readonly resolve?: (path: string) => string
  /** A sentence about what is wrong with a gate, undefined where nothing is; given the names of the incidents there are. */
  readonly checkGate?: ((text: string, incidents: readonly string[]) => string | undefined) | undefined
}

/** The scenario, or everything that is wrong with the document. */
export type Outcome = { readonly scenario: Scenario } | { readonly problems: readonly Problem[] }

/** A plain document (what YAML or JSON holds) -> a complete scenario. Never throws on any document. */
export function toScenario(document: unknown, surroundings: Surroundings): Outcome {
  const parsed = scenarioSchema.safeParse(document)
  if (!parsed.success) return { problems: problemsOf(parsed.error.issues, document) }
  const problems: Problem[] = []
  const report: Report = (path, message, at = 'value') => problems.push({ path, message, at })
  const scenario = complete(parsed.data, document, surroundings, report)
  return problems.length > 0 ? { problems } : { scenario }
}

/** What turns the direction of text around: in a description it would reorder whatever is printed after it. */
const bidiControls = /[\u202A-\u202E\u2066-\u2069]/g

function complete(parsed: ScenarioDocument, document: unknown, surroundings: Surroundings, report: Report): Scenario {
  const { run, balancer, gates } = parsed
  const distribution = distributionReader(surroundings.read, report)
  const shared = { durationMs: run.duration, distribution, report }
  const isList = Array.isArray(valueAt(document, ['backends']))
  const pathOf = (entry: number): Path => (isList ? ['backends', entry] : ['backends'])
  const scaling =
    parsed.scaling && toScaling(parsed.scaling, { ...shared, warmupMs: run.warmup, entries: parsed.backends })
  const entries = scaledEntries(parsed.backends, parsed.scaling)
  const backends = toBackends(entries, { ...shared, pathOf })
  const written = writtenKeys(document, ['traffic'])
  const traffic = toTraffic(parsed.traffic, { ...shared, backends, written, read: surroundings.read })
  const names = backends.map(({ name }) => name)
  const plain = { backends, traffic, balancer: toBalancer(balancer, { names, durationMs: run.duration, report }) }
  const faults = { faults: parsed.faults, entries, durationMs: run.duration, report }
  const befallen = withFaults(plain, faults)
  checkGates(gates, gateParts({ ...befallen, ...(scaling && { scaling }) }), surroundings, report)
  const scenario = {
    name: parsed.name ?? surroundings.name,
    description: parsed.description.replaceAll(bidiControls, ''),
    ...befallen,
    ...(parsed.objective !== undefined && { objectiveMs: parsed.objective }),
    run: {
      durationMs: run.duration,
      warmupMs: run.warmup,
      rounds: run.rounds,
      seed: run.seed,
      isolation: run.isolation,
      ...backendKindOf(run.backendKind, surroundings),
      realtime: run.realtime,
    },
    gates,
    ...(scaling && { scaling }),
  }
  if (scaling !== undefined) refuseUnscalable(scaling, scenario, report)
  return scenario
}

function backendKindOf(kind: string, { resolve }: Surroundings): Pick<RunSpec, 'backendKind'> {
  if (kind === simulatedKind) return {}
  return { backendKind: isKindPath(kind) && resolve ? resolve(kind) : kind }
}

function distributionReader(read: ReadData, report: Report) {
  return (document: LatencyDocument, path: Path): Distribution => {
    if (document.kind !== 'file') return document
    try {
      return readLatencies(document.file, read)
    } catch (error) {
      report([...path, 'empirical', 'file'], (error as Error).message)
      // Any distribution will do: with a problem reported, no scenario comes out. A mean above 0 makes no further noise.
      return { kind: 'constant', valueMs: 1 }
    }
  }
}

function checkGates(
  gates: readonly string[],
  parts: readonly string[],
  { checkGate }: Surroundings,
  report: Report,
): void {
  for (const [i, gate] of gates.entries()) {
    const wrong = checkGate?.(gate, parts)
    if (wrong !== undefined) report(['gates', i], wrong)
  }
}

function writtenKeys(document: unknown, path: Path): ReadonlySet<string> {
  const section = valueAt(document, path)
  return new Set(isMap(section) ? Object.keys(section) : [])
}
