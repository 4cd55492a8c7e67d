import type { Alert } from './alerts.js'

/** What a reader takes along who reads nothing else. */
export interface Headline {
  /** A few words. */
  readonly big: string
  /** The numbers to them; '' where there are none. */
  readonly small: string
  /** What comes before them, as large. */
  readonly first?: readonly Alert[]
}
