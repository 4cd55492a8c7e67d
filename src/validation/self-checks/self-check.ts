/** Something that must hold whatever the configuration. */
export interface SelfCheck {
  readonly claim: string
  readonly holds: boolean
  /** What it was looked at on, and what was seen. */
  readonly seen: string
}
