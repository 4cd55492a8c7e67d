import { readFileSync } from 'node:fs'
import { parse, parseAllDocuments } from 'yaml'
import { packageRoot } from '../process/tiny-scenario.js'

export const deployFolder = `${packageRoot}examples/deploy/`.replace('//', '/')

export const textOf = (name: string): string => readFileSync(deployFolder + name, 'utf8')

/** What compose.yaml says, merge keys (`<<`) applied, as Compose applies them. */
export const compose: unknown = parse(textOf('compose.yaml'), { merge: true })

export const kustomization = parse(textOf('kustomization.yaml')) as {
  readonly namespace: string
  readonly resources: readonly string[]
  readonly configMapGenerator: readonly { readonly name: string; readonly files: readonly string[] }[]
}

/** Every document of every file that kustomization.yaml names. @throws where one is no YAML */
export const manifests: readonly unknown[] = kustomization.resources.flatMap(name =>
  parseAllDocuments(textOf(name)).map(document => {
    if (document.errors.length > 0) throw document.errors[0]!
    return document.toJS() as unknown
  }),
)
