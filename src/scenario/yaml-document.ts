import { type Document, isAlias, isMap, isPair, isScalar, LineCounter, type Node, parseDocument, visit } from 'yaml'
import type { Path, Problem } from './problems.js'

/** A YAML file as data, with the way back from a place in the data to the place in the text. */
export interface YamlText {
  readonly value: unknown
  /** The offset of a value, or of the key before it; for what is not there, of the nearest thing around it. */
  readonly offsetOf: (path: Path, at: Problem['at']) => number
  readonly lineAndColumn: (offset: number) => { readonly line: number; readonly col: number }
  /** What is wrong with the text as YAML; `value` is undefined then. */
  readonly mistakes: readonly { readonly offset: number; readonly message: string }[]
}

/** What a file should hold, for people. */
export interface WantedMap {
  /** "a scenario" */
  readonly thing: string
  /** Keys it cannot do without, quoted and joined. */
  readonly keys: string
}

const scenarioMap: WantedMap = { thing: 'a scenario', keys: '"backends" and "traffic"' }

/** Reads YAML 1.2, the part of it that a scenario, or whatever else the file should hold, needs: no aliases, no tags, one document. */
export function readYaml(text: string, what: WantedMap = scenarioMap): YamlText {
  const counter = new LineCounter()
  const document = parseDocument(text, { lineCounter: counter, prettyErrors: false })
  const mistakes = mistakesOf(document, what)
  return {
    value: mistakes.length === 0 ? (document.toJS() as unknown) : undefined,
    offsetOf: (path, at) => offsetOf(document, path, at),
    lineAndColumn: offset => counter.linePos(offset),
    mistakes,
  }
}

type Mistakes = YamlText['mistakes']

function mistakesOf(document: Document.Parsed, what: WantedMap): Mistakes {
  const found = [...document.errors, ...document.warnings]
  if (found.length === 0) return [...emptiness(document, what), ...foreignParts(document)]
  // A slip in the syntax makes the parser misread what follows: only the first one is to be believed.
  const isRepetition = found.every(({ code }) => code === 'DUPLICATE_KEY')
  const believed = isRepetition ? found : found.slice(0, 1)
  return believed.map(({ code, message, pos }) => ({ offset: pos[0], message: sentence(code, message) }))
}

function sentence(code: string, message: string): string {
  // An unclosed bracket is noticed as what follows it being indented too little.
  const isUnclosed = code === 'BAD_INDENT' && message.startsWith('Flow')
  return sentences[isUnclosed ? 'MISSING_CHAR' : code] ?? `not valid YAML: ${message}`
}

function emptiness(document: Document.Parsed, { thing, keys }: WantedMap): Mistakes {
  const { contents } = document
  if (isMap(contents)) return []
  const isEmpty = contents === null || (isScalar(contents) && contents.value === null)
  const message = isEmpty
    ? `the file is empty; ${thing} needs at least ${keys}`
    : `${thing} is a map with keys such as ${keys}`
  return [{ offset: contents?.range?.[0] ?? 0, message }]
}

function foreignParts(document: Document.Parsed): Mistakes {
  const found: { offset: number; message: string }[] = []
  visit(document, {
    Alias: (_, node) => {
      found.push({
        offset: start(node),
        message: `aliases such as *${node.source} are not allowed; write the value out`,
      })
    },
    Pair: (_, pair) => {
      if (isScalar(pair.key) || isAlias(pair.key)) return
      found.push({ offset: start(pair.key as Node | null), message: 'expected a plain word as key' })
    },
  })
  return found
}

function start(node: Node | null): number {
  return node?.range?.[0] ?? 0
}

const sentences: Readonly<Record<string, string>> = {
  DUPLICATE_KEY: 'this key stands twice in the same map',
  TAB_AS_INDENT: 'a tab indents this line; YAML indents with spaces',
  MULTIPLE_DOCS: 'a second document begins here; the file holds one',
  TAG_RESOLVE_FAILED: 'tags such as !name are not allowed',
  MISSING_CHAR: 'a bracket, brace, quote or colon is missing here or just before',
}

function offsetOf(document: Document.Parsed, path: Path, at: Problem['at']): number {
  for (let depth = path.length; depth > 0; depth--) {
    const here = path.slice(0, depth)
    const wanted = at === 'key' || depth < path.length ? undefined : (document.getIn(here, true) as Node | undefined)
    const offset = wanted?.range?.[0] ?? keyOffset(document, here)
    if (offset !== undefined) return offset
  }
  return start(document.contents)
}

function keyOffset(document: Document.Parsed, path: Path): number | undefined {
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true)
  if (!isMap(parent)) return (document.getIn(path, true) as Node | undefined)?.range?.[0]
  const pair = parent.items.find(
    item => isPair(item) && isScalar(item.key) && String(item.key.value) === String(path.at(-1)),
  )
  return pair ? start(pair.key as Node) : undefined
}
