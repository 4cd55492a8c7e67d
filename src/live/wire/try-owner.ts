import type { Cause, Outcome } from '../../strategies/strategy.js'
import type { ExchangeClient } from './exchange-client.js'
import type { RequestHead } from './request-head.js'
import type { SentRequest } from './sent-request.js'

/** Why a try failed, and what the client is told where it was the last. */
export interface Failure {
  readonly cause: Exclude<Cause, 'answer' | 'cancelled'>
  readonly status: 502 | 504
  readonly text: string
}

/** A try, as its owner knows it. */
export interface Attempt {
  readonly backend: number
  /** Name of the backend. */
  readonly name: string
  /** Status of the final answer; 0 before its head is here. */
  readonly status: number
  /** Of an answer that has ended: whether the client's connection survives it. */
  readonly keepsClient: boolean
  /** Of an answer that broke off: whether closing the connection tells the client so. */
  readonly endVisible: boolean
  outcome(cause: Cause, failed: boolean, nowMs: number): Outcome
  /** Further bytes of the request, or of a switched connection. False: no more before `allowUpload`. */
  upload(bytes: Buffer): boolean
  uploadEnded(): void
  /** The client takes more. */
  resume(): void
  /** Nobody waits for the answer any more; the owner hears nothing of this try from here on. */
  cancel(): void
}

/** Whoever makes tries. Of `rejected`, `completed` and `failed` exactly one comes, once, unless the try is cancelled. */
export interface TryOwner {
  readonly client: ExchangeClient
  readonly request: RequestHead
  readonly sent: SentRequest
  /** Whether the request may be sent again though a backend has seen it. */
  readonly repeatable: boolean
  /** Whether this answer is for the client; asked when its head is here. */
  accepts(attempt: Attempt, nowMs: number): boolean
  /** An answer's header lines as the client is to see them. */
  edited(attempt: Attempt, lines: string): string
  /** The head of the answer is on its way to the client. */
  answerBegan(attempt: Attempt, nowMs: number): void
  rejected(attempt: Attempt, nowMs: number): void
  completed(attempt: Attempt, nowMs: number): void
  failed(attempt: Attempt, failure: Failure, nowMs: number): void
}
