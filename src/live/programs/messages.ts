import type { ErrorCode } from '../../errors.js'

/** Parent to child. */
export interface Call {
  readonly id: number
  readonly name: string
  readonly argument: unknown
}

/** Child to parent: what became of call `id`. */
export type Answer =
  | { readonly id: number; readonly value: unknown }
  | {
      readonly id: number
      readonly error: { readonly code: ErrorCode; readonly message: string; readonly hint: string | undefined }
    }
