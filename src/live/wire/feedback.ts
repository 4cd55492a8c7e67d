import type { Outcome } from '../../strategies/strategy.js'
import { headers } from '../protocol.js'
import { eachTiming } from '../server-timing.js'
import type { Fields } from './fields.js'

type Feedback = Pick<Outcome, 'serviceMs' | 'queued'>

/** A backend that says nothing. */
export const noFeedback: Feedback = { serviceMs: NaN, queued: NaN }

/** What a backend says of its work in an answer's head: any application's Server-Timing `app`, and the queue of ours. */
export function feedbackIn(fields: Fields): Feedback {
  let serviceMs = NaN
  eachTiming(fields.value(headers.timing) ?? '', (metric, ms) => {
    if (metric === 'app') serviceMs = ms
  })
  const queued = fields.value(headers.queued) ?? ''
  return { serviceMs, queued: /^\d{1,9}$/.test(queued) ? Number(queued) : NaN }
}

/** The request's line that asks for it. */
export const feedbackField = `${headers.feedback}: 1\r\n`
