import { type Problem, problemsOf } from '../problems.js'
import type { BackendKind } from './kind.js'
import { type BackendFolderDocument, backendFolderSchema, type VariantDocument } from './schema.js'

/** The kinds of a folder, or everything that is wrong with its document. */
export type KindsOutcome = { readonly kinds: readonly BackendKind[] } | { readonly problems: readonly Problem[] }

/** A plain document (what YAML holds) -> the kinds of a folder, an entry a variant; one where there are none. Never throws. */
export function toKinds(document: unknown, folder: string): KindsOutcome {
  const parsed = backendFolderSchema.safeParse(document)
  if (!parsed.success) return { problems: problemsOf(parsed.error.issues, document) }
  const { variants, ...shared } = parsed.data
  const entries = Object.entries(variants ?? {})
  if (variants !== undefined && entries.length === 0)
    return { problems: [{ path: ['variants'], message: 'expected at least one variant', at: 'value' }] }
  const problems = entries
    .filter(([, variant]) => (variant.command ?? shared.command) === undefined)
    .map(([name]): Problem => ({ path: ['variants', name], message: noCommand, at: 'key' }))
  if (variants === undefined && shared.command === undefined)
    problems.push({ path: [], message: noCommand, at: 'value' })
  if (problems.length > 0) return { problems }
  return {
    kinds:
      variants === undefined
        ? [kindOf(shared.name, shared, {}, folder)]
        : entries.map(([name, variant]) => kindOf(name, shared, variant, folder)),
  }
}

const noCommand = 'missing key "command"; expected the program that serves it, such as [node, server.js]'

type Shared = Omit<BackendFolderDocument, 'variants'>

/** What a variant says goes before what its folder says; of the environment, name by name. */
function kindOf(name: string, shared: Shared, variant: VariantDocument, folder: string): BackendKind {
  const own = Object.fromEntries(Object.entries(variant).filter(([, value]) => value !== undefined))
  const all: Shared = { ...shared, ...own }
  return {
    name,
    folder,
    description: all.description,
    title: all.title ?? name,
    command: all.command!,
    version: all.version,
    env: { ...shared.env, ...variant.env },
    ready: all.ready ?? { path: '/', timeoutMs: 30_000 },
    stop: all.stop ?? { signal: 'SIGTERM', graceMs: 2000 },
    needs: all.needs ?? [],
    concurrency: all.concurrency ?? { workers: false, threads: false, unlimited: false },
    can: all.can ?? [],
  }
}
