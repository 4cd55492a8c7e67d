/** A kind of backend as the rest of the program sees it: one variant of a folder with backend.yaml, complete. */
export interface BackendKind {
  /** As typed after `--backend-kind`. */
  readonly name: string
  readonly description: string
  /** Absolute: servers are started in it. */
  readonly folder: string
  /** For reports, with "${version}" where the version goes: "gunicorn ${version} sync". */
  readonly title: string
  /** Program and arguments; they and `env` hold variables, see `variables.ts`. */
  readonly command: readonly [string, ...string[]]
  /** Command that prints the version of the server; undefined where nobody asks. */
  readonly version: readonly [string, ...string[]] | undefined
  readonly env: Readonly<Record<string, string>>
  readonly ready: { readonly path: string; readonly timeoutMs: number }
  /** How it is ended: asked, and killed where it takes longer. */
  readonly stop: { readonly signal: StopSignal; readonly graceMs: number }
  readonly needs: readonly Need[]
  readonly concurrency: Concurrency
  /** What of a scenario it can do, beyond answering. */
  readonly can: readonly Ability[]
}

/** What must be there before it can be started. */
export interface Need {
  /** For people: "gunicorn", "the Python module flask". */
  readonly name: string
  /** Command that succeeds where it is there. */
  readonly check: readonly [string, ...string[]]
  /** Command that installs it, e.g. "apt-get install gunicorn". */
  readonly install: string
}

/** What `workers` and `threads` of a scenario are to it. */
export interface Concurrency {
  /** What a worker is, e.g. "processes"; false where there is one only. */
  readonly workers: string | false
  readonly threads: string | false
  /** Whether it serves whoever comes at once, however many there are. */
  readonly unlimited: boolean
}

/** What a backend does as the scenario says, in the order of the documentation. */
export const abilities = ['demand', 'cpu', 'errors', 'resets', 'closes', 'hangs', 'sessions'] as const

export type Ability = (typeof abilities)[number]

export const stopSignals = ['SIGTERM', 'SIGINT', 'SIGQUIT', 'SIGKILL'] as const

export type StopSignal = (typeof stopSignals)[number]
