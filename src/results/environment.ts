/** The exact command to repeat a run, where and when it ran: all that differs between two runs in virtual time. */
export interface Environment {
  readonly command: string
  readonly lbbench: string
  readonly node: string
  readonly autocannon: string
  readonly os: string
  readonly cpu: string
  readonly cores: number
  /** ISO 8601. */
  readonly startedAt: string
}
