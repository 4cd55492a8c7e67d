/** A word of the field or of ours, as `lbbench explain`, docs/glossary.md and the HTML report tell it. */
export interface Term {
  /** As it is typed and shown, in lower case unless it is a name: "p99", "wrong ejections". */
  readonly name: string
  /** What else it is called: metrics in gates, codes of warnings, heads of columns. */
  readonly also?: readonly string[]
  /** What it is: one to three sentences. */
  readonly means: string
  /** How lbbench comes to it. */
  readonly measured?: string
  /** What is good, or what to do about it. */
  readonly good?: string
  /** A command line that shows it. */
  readonly example: string
  /** Names of terms. */
  readonly see: readonly string[]
  /** Page of the documentation, from the package's root, with an anchor where there is one. */
  readonly page: string
}

/** Terms that are read together. */
export interface TermGroup {
  readonly title: string
  readonly terms: readonly Term[]
}
