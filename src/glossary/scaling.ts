import type { Term, TermGroup } from './term.js'

const page = 'docs/autoscaling.md#what-it-comes-to'
const example = 'lbbench compare autoscale-day --engine virtual -s rr,lc'

const scaled = (term: Omit<Term, 'example' | 'page' | 'see'>): Term => ({
  ...term,
  ...{ example, page, see: ['autoscaling'] },
})

/** What an autoscaler came to. */
export const scalingTerms: TermGroup = {
  title: 'Autoscaling',
  terms: [
    {
      name: 'autoscaling',
      also: ['scaling', 'autoscaler'],
      means:
        'Backends start and stop with the load, by a policy ("scaling:" of a scenario): utilisation, requests, p99, a schedule.',
      measured: 'Only where a scenario scales. Its metrics go by scaling.NAME in gates.',
      example,
      see: ['objective missed', 'backend-seconds', 'scaling curve'],
      page: 'docs/autoscaling.md',
    },
    scaled({
      name: 'objective missed',
      also: ['objective missed, s', 'missedSeconds'],
      means:
        'Seconds in which more than 1 % of the requests failed or took longer than the objective: what too small a fleet costs.',
      good: '0, at as few backend-seconds as possible.',
    }),
    scaled({
      name: 'missed requests',
      also: ['missedRequests'],
      means: 'Requests that failed or took longer than the objective.',
      good: '0.',
    }),
    scaled({
      name: 'backend-seconds',
      also: ['backendSeconds', 'cost'],
      means: 'Backends paid for times seconds, those that boot or drain among them: what the fleet costs.',
      good: 'Few, as long as the objective is not missed.',
    }),
    scaled({
      name: 'over need',
      also: ['over need, %', 'overProvisioning', 'over-provisioning'],
      means: 'Backend-seconds paid beyond those that the load needed at the target.',
      good: 'Near 0. Below 0 the fleet was too small for its target.',
    }),
    scaled({
      name: 'turns',
      also: ['oscillations'],
      means: 'How often scaling turned from growing to shrinking or back, beyond the turns of the load itself.',
      good: '0: it does not swing.',
    }),
    scaled({
      name: 'newcomers',
      also: ['newcomers, x', 'newcomerLoad', 'worst, x', 'worst', 'newcomerWorst'],
      means:
        'What backends that just joined got in their first time, over an equal share; "worst" is the one farthest from 1.',
      good: 'Near 1. Far above it, everybody jumps at the new one (lc); below, it idles while others are full.',
    }),
  ],
}
