import type { Check } from './check.js'
import { everyOption } from './every-option.js'
import { boundedMemory } from './memory.js'
import { onHistories } from './on-histories.js'
import { isolated, repeatable } from './repeatable.js'
import { oneBackend, servesAll, tenThousand } from './sizes.js'

/** What every strategy must do, whoever wrote it. In all of them it must pick available backends only and write nothing. */
export const checks: readonly Check[] = [
  onHistories('picks', 'picks available backends only, and none only where there is none', {
    request: 6,
    answer: 4,
    toggle: 2,
    limit: 2,
  }),
  repeatable,
  isolated,
  servesAll,
  oneBackend,
  onHistories('outage', 'lives through the loss of all backends, and serves when they are back', {
    request: 6,
    answer: 3,
    all: 2,
    toggle: 1,
  }),
  onHistories('weights', 'lives through changes of weights', { request: 6, answer: 4, weight: 3, toggle: 1 }),
  onHistories('retries', 'sends a retry to none that was tried', { request: 3, retry: 4, answer: 4, toggle: 1 }),
  onHistories('failures', 'lives through failed, cancelled and refused tries', {
    request: 6,
    failure: 4,
    answer: 1,
    toggle: 1,
  }),
  onHistories('sticky', 'lives with requests that it did not place', { request: 3, sticky: 4, answer: 5, toggle: 1 }),
  onHistories('texts', 'takes any client and path: IPv6, empty, Unicode, long', {
    'odd request': 6,
    answer: 4,
    toggle: 1,
  }),
  onHistories('time', 'lives with time that stands still or leaps', {
    request: 6,
    answer: 4,
    jump: 4,
    wait: 2,
    probe: 2,
  }),
  onHistories('probes', 'lives with probes that are answered late, never, or fail', {
    request: 5,
    answer: 4,
    probe: 4,
    wait: 2,
    toggle: 1,
  }),
  everyOption,
  tenThousand,
  boundedMemory,
]
