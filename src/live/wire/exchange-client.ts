import type { AnswerSide } from './answer-relay.js'

/** The client, as an exchange needs it. */
export interface ExchangeClient extends AnswerSide {
  /** As the Flight sees it. */
  readonly address: string
  /** The peer's own address, appended to X-Forwarded-For. */
  readonly peer: string
  /** Stop or go on reading the request's body. */
  allowUpload(allowed: boolean): void
  /** What the client sent after its request, taken out. */
  takeEarly(): Buffer | undefined
  /** The exchange ended with an answer of our own. */
  answered(status: number, cause: string, tries: number): void
  /** The exchange ended, the answer is written. */
  finished(keepAlive: boolean): void
  /** The exchange ended in the middle of the answer; `visible` where closing alone tells the client. */
  cut(visible: boolean): void
}
