import { errorKinds } from './trial.js'

/** An HTTP answer came, whatever it says. */
export const isAnswer = (status: number): boolean => status >= 100

/**
 * The answer the user wanted: below 400. A balancer's 4xx (it refused the request) is as useless as a 5xx, and no shipped
 * backend sends one on purpose.
 */
export const isGood = (status: number): boolean => isAnswer(status) && status < 400

/** RFC 9110 15.4: 304 says that the client has the answer already, and goes nowhere. */
export const isRedirect = (status: number): boolean => status >= 300 && status < 400 && status !== 304

/** Nobody waited any longer; not a gateway's 504, which is an answer. */
export const isTimeout = (status: number): boolean => status === errorKinds.timeout

/** "http 503", or the kind: "timeout", "reset", ... */
export function errorName(status: number): string {
  if (isAnswer(status)) return `http ${status}`
  return nameOf.get(status) ?? `unknown ${status}`
}

const nameOf: ReadonlyMap<number, string> = new Map(Object.entries(errorKinds).map(([name, status]) => [status, name]))
