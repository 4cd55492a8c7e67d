/** What the process says when it ends. README.md and docs/gates.md document it, docs/troubleshooting.md says what to do. */
export const exitStatus = {
  ok: 0,
  gateFailed: 1,
  usage: 2,
  cannotMeasure: 3,
  notTrusted: 4,
  interrupted: 130,
  /** 128 + SIGPIPE, as the shell has it of any program whose reader went away: no verdict is given. */
  pipeClosed: 141,
} as const

export type ErrorCode =
  | 'USAGE'
  | 'UNKNOWN_NAME'
  | 'SCENARIO'
  /** A file that should hold a strategy does not: missing, broken, of another shape. */
  | 'STRATEGY_FILE'
  /** A strategy threw, returned nonsense, blocked or used up its memory while it was at work. */
  | 'STRATEGY_FAILED'
  /** A configuration of a real balancer cannot be read. */
  | 'CONFIGURATION_FILE'
  | 'RESULTS_FILE'
  | 'GATE_SYNTAX'
  | 'PORT_TAKEN'
  | 'BACKEND_FAILED'
  | 'BALANCER_FAILED'
  | 'GENERATOR_FAILED'
  /** A balancer that is not ours is missing, refuses its configuration, or ended. */
  | 'ENGINE_FAILED'
  /** Where sessions are kept, likewise. */
  | 'STORE_FAILED'
  | 'OUTPUT'
  | 'INTERRUPTED'

const statusOf: Record<ErrorCode, number> = {
  USAGE: exitStatus.usage,
  UNKNOWN_NAME: exitStatus.usage,
  SCENARIO: exitStatus.usage,
  STRATEGY_FILE: exitStatus.usage,
  STRATEGY_FAILED: exitStatus.cannotMeasure,
  CONFIGURATION_FILE: exitStatus.usage,
  RESULTS_FILE: exitStatus.usage,
  GATE_SYNTAX: exitStatus.usage,
  PORT_TAKEN: exitStatus.cannotMeasure,
  BACKEND_FAILED: exitStatus.cannotMeasure,
  BALANCER_FAILED: exitStatus.cannotMeasure,
  GENERATOR_FAILED: exitStatus.cannotMeasure,
  ENGINE_FAILED: exitStatus.cannotMeasure,
  STORE_FAILED: exitStatus.cannotMeasure,
  OUTPUT: exitStatus.cannotMeasure,
  INTERRUPTED: exitStatus.interrupted,
}

/**
 * A failure the user can meet: a code for programs, one sentence that names the thing (file:line:col, port, backend),
 * an optional hint on what to do, and the exit status it leads to. Programmer errors are plain `Error`s and crash.
 */
export class LbbenchError extends Error {
  readonly code: ErrorCode
  readonly hint: string | undefined
  readonly exitStatus: number

  constructor(code: ErrorCode, message: string, hint?: string) {
    super(message)
    this.name = 'LbbenchError'
    this.code = code
    this.hint = hint
    this.exitStatus = statusOf[code]
  }
}
