/** Prometheus' text of one program, and the labels that tell its samples from those of others. */
export interface LabelledText {
  readonly labels: Readonly<Record<string, string>>
  readonly text: string
}

/** HELP and TYPE of one family, and its samples from everywhere. */
interface Joined {
  readonly head: string[]
  readonly samples: string[]
}

/**
 * Joins texts so that each family stands once, as the format demands, with the samples of all programs below it. Labels that
 * a sample has already stay as they are. The texts are our own: HELP and TYPE come before the samples of their family.
 */
export function joinTexts(parts: readonly LabelledText[]): string {
  const families = new Map<string, Joined>()
  for (const { labels, text } of parts) joinOne(families, labelsOf(labels), text)
  const texts = [...families.values()].filter(({ samples }) => samples.length > 0)
  return texts.map(({ head, samples }) => `${[...head, ...samples].join('\n')}\n`).join('\n')
}

/** The families of a text that are of those types. */
export function onlyTypes(text: string, types: readonly string[]): string {
  const blocks = text.split('\n\n')
  return blocks.filter(block => types.includes(/^# TYPE \S+ (\w+)$/m.exec(block)?.[1] ?? '')).join('\n\n')
}

function joinOne(families: Map<string, Joined>, labels: string, text: string): void {
  let family: Joined = { head: [], samples: [] }
  for (const line of text.split('\n')) {
    if (line.startsWith('# ')) family = familyOf(families, line)
    else if (line !== '') family.samples.push(labels === '' ? line : withLabels(line, labels))
  }
}

function familyOf(families: Map<string, Joined>, line: string): Joined {
  const name = line.split(' ', 3)[2]!
  const known = families.get(name) ?? { head: [], samples: [] }
  families.set(name, known)
  // HELP is seen again, word for word, in the text of the next program.
  if (!known.head.includes(line)) known.head.push(line)
  return known
}

/** `name{a="b"} 1` and `name 1`; no blank or brace can be part of a name. */
function withLabels(line: string, labels: string): string {
  const end = line.search(/[{ ]/)
  const name = line.slice(0, end)
  return line[end] === '{' ? `${name}{${labels},${line.slice(end + 1)}` : `${name}{${labels}}${line.slice(end)}`
}

function labelsOf(labels: LabelledText['labels']): string {
  return Object.entries(labels)
    .map(([name, value]) => `${name}="${escaped(value)}"`)
    .join(',')
}

function escaped(value: string): string {
  return value.replace(/\\/g, '\\\\').replace(/\n/g, '\\n').replace(/"/g, '\\"')
}
