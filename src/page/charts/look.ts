/** How a chart is to look. */
export interface Look {
  /** px */
  readonly width: number
  /** Ids of the candidates to draw. */
  readonly shown: ReadonlySet<string>
  /** As a candidate is called: whoever is not to be trusted is called so wherever it is named. */
  nameOf(candidate: string): string
  /** A candidate's colour, as CSS has it: a variable, so that dark mode and print are CSS alone. */
  colorOf(candidate: string): string
  /** Its pattern of dashes, as SVG has it: who sees no colours tells lines apart by it. */
  dashOf(candidate: string): string
}
