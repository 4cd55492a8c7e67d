import { existsSync, readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { LbbenchError } from '../../errors.js'
import { didYouMean } from '../../nearest.js'
import type { Io } from '../io.js'
import { makeFolder } from '../make-folder.js'
import { ownVersion, packageRoot } from '../version.js'
import { writeNew } from './write-new.js'

/** Services that we have a workflow for: `examples/ci/`. */
export const pipelines = ['github', 'gitlab', 'jenkins'] as const
type PipelineName = (typeof pipelines)[number]

const files: Readonly<Record<PipelineName, { readonly example: string; readonly file: string }>> = {
  github: { example: 'github.yml', file: '.github/workflows/lbbench.yml' },
  gitlab: { example: 'gitlab-ci.yml', file: '.gitlab-ci.yml' },
  jenkins: { example: 'Jenkinsfile', file: 'Jenkinsfile' },
}

/** In examples/ci/github.yml; no name of an organisation has an underscore, so that it is nobody's. */
const placeholder = /YOUR_ORG\/lbbench@\S+/

/**
 * Writes a workflow that holds a strategy against its past.
 * @param name of the service; undefined: GitHub's
 * @param uses repository and revision of the action, e.g. "acme/lbbench@v1"; for GitHub only
 * @param to another file than the service's own
 * @returns what to do next
 * @throws LbbenchError USAGE where the file is there
 */
export async function initCi(
  name: string | undefined,
  { uses, to }: { readonly uses: string | undefined; readonly to: string | undefined },
  io: Io,
): Promise<string> {
  const service = serviceOf(name ?? 'github')
  if (uses !== undefined) checkUses(uses, service)
  const file = to ?? files[service].file
  const path = resolve(io.cwd, file)
  if (existsSync(path)) throw new LbbenchError('USAGE', `${file} is there already`, thereAlready[service])
  await makeFolder(dirname(path), 'choose another place with --to')
  const example = readFileSync(`${packageRoot}examples/ci/${files[service].example}`, 'utf8')
  const text = example.replace(placeholder, () => uses ?? `YOUR_ORG/lbbench@v${ownVersion()}`)
  await writeNew(file, text, io)
  return nextSteps(file, service, uses)
}

const thereAlready: Readonly<Record<PipelineName, string>> = {
  github: 'write it to another file of .github/workflows with --to',
  gitlab:
    'write it to another file, e.g. --to lbbench.gitlab-ci.yml, and say "include: lbbench.gitlab-ci.yml" in yours',
  jenkins: 'write it to another file with --to, and take the stage from there',
}

function serviceOf(name: string): PipelineName {
  const service = pipelines.find(known => known === name)
  if (service !== undefined) return service
  const hint = `there are ${pipelines.join(', ')}`
  throw new LbbenchError('USAGE', `init ci: no workflow for "${name}"${didYouMean(name, pipelines)}`, hint)
}

function checkUses(uses: string, service: PipelineName): void {
  if (service !== 'github')
    throw new LbbenchError('USAGE', 'init ci: --uses is for GitHub', 'leave it out, or write "lbbench init ci github"')
  if (!/^(\.\/[\w./-]*|[\w.-]+\/[\w./-]+@[\w./-]+)$/.test(uses))
    throw new LbbenchError('USAGE', `init ci: --uses ${uses} names no action`, 'e.g. acme/lbbench@v0.1.0')
}

function nextSteps(file: string, service: PipelineName, uses: string | undefined): string {
  const package_ = 'lbbench has to be a dependency in your package.json: the workflow says "npm ci" and "npx lbbench"'
  const action = `say who holds lbbench in place of YOUR_ORG; or, next time, --uses acme/lbbench@v${ownVersion()}`
  const steps = [
    'name your scenario and your strategy in it, in place of steady and ./strategy.ts',
    ...(service === 'github' ? (uses === undefined ? [action] : []) : [package_]),
    'try it here first: lbbench compare steady -s ./strategy.ts --against origin/main',
    'commit it; docs/ci.md explains what you will see',
  ]
  return `${file} is written; next:\n${steps.map((step, i) => `  ${i + 1}. ${step}\n`).join('')}`
}
