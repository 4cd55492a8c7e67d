/**
 * How one thing stands. `fails`: nothing can be measured with it. `caution`: results will be worse than they could be.
 * `missing`: something optional is not there. `unknown`: this machine does not tell.
 */
export type Mark = 'ok' | 'caution' | 'missing' | 'unknown' | 'fails'

/** One line of what the doctor says. */
export interface Finding {
  readonly name: string
  readonly mark: Mark
  /** What was found, without a full stop. */
  readonly says: string
  /** What to do about it, or what it would be good for. */
  readonly advice?: string
  /** A command that sets it right, as it is typed. */
  readonly command?: string
  /** Others keep the machine so busy now that live runs may come out invalid. */
  readonly busy?: true
  /** The same for programs; units in the names. */
  readonly facts?: Readonly<Record<string, string | number | boolean | null>>
}

/** Findings of one kind, under one title. */
export interface FindingGroup {
  readonly title: string
  readonly findings: readonly Finding[]
}

/** Whether anything can be measured here at all. */
export function canMeasure(groups: readonly FindingGroup[]): boolean {
  return groups.every(({ findings }) => findings.every(({ mark }) => mark !== 'fails'))
}
