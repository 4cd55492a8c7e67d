import { type Operator, operators } from './gate.js'

/** A piece of a gate and where it begins, counted from 0. */
export type Token =
  | { readonly kind: 'operator'; readonly at: number; readonly text: Operator }
  | { readonly kind: 'times' | 'plus'; readonly at: number; readonly text: string }
  /** A number with its unit: "250ms", "1%", "0.9". */
  | { readonly kind: 'number'; readonly at: number; readonly text: string }
  /** [candidate.]metric, or what comes before a metric of an incident. */
  | Word

export interface Word {
  readonly kind: 'word'
  readonly at: number
  readonly text: string
  /** Without its quotes; not in quotes, it may be an incident, or end with one. */
  readonly candidate: string | undefined
  readonly quoted: boolean
  /** What stands between a candidate in quotes and the metric. */
  readonly incident: string | undefined
  readonly metric: string
  /** Where the metric begins. */
  readonly metricAt: number
}

/** A gate's pieces. Never fails: what is no gate is a word with a strange metric, and the parser says so. */
export function tokens(text: string): Token[] {
  return [...text.matchAll(piece)].map(match => token(match[0], match.index))
}

/** A number and its unit with a space between, a quoted candidate with its metric, an operator, `*`, a lone `+`, or a run of anything else ("p2c?choices=3.p99" holds an `=`). */
const piece = /[-+]?\.?\d[\d.]* (?:%|[a-zµ/]+)(?=\s|$)|"[^"]*"?[^\s<>*"]*|<=|>=|<|>|\*|[^\s<>*"]+/g

function token(text: string, at: number): Token {
  if (text === '*') return { kind: 'times', at, text }
  if (text === '+') return { kind: 'plus', at, text }
  if (isOperator(text)) return { kind: 'operator', at, text }
  if (/^[-+]?\.?\d/.test(text)) return { kind: 'number', at, text }
  return word(text, at)
}

function isOperator(text: string): text is Operator {
  return (operators as readonly string[]).includes(text)
}

/** The metric is what follows the last dot, as candidates may hold dots ("./mine.js"); but "p99.9" is one metric. */
function word(text: string, at: number): Word {
  const quoted = /^"([^"]*)"?\.?/.exec(text)
  const before = quoted?.[0].length ?? 0
  const rest = text.slice(before)
  const dot = /(^|\.)p99\.9$/.test(rest) ? rest.length - 'p99.9'.length - 1 : rest.lastIndexOf('.')
  const between = rest.slice(0, Math.max(dot, 0)) || undefined
  return {
    ...{ kind: 'word', at, text },
    ...(quoted === null
      ? { candidate: between, quoted: false, incident: undefined }
      : { candidate: quoted[1] || undefined, quoted: true, incident: between }),
    ...{ metric: rest.slice(dot + 1), metricAt: at + before + dot + 1 },
  }
}
