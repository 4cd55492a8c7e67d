import random from '../strategies/data/haproxy-2.6.12-random-ring-share.json' with { type: 'json' }
import nginx from '../strategies/data/nginx-1.22.1-random-stats.json' with { type: 'json' }
import caddy from './data/caddy-2.6.2-policies.json' with { type: 'json' }

/** How often a product that draws chose whom. */
export interface CountVector {
  readonly file: string
  readonly candidate: string
  readonly backends: string
  readonly counts: Readonly<Record<string, number>>
}

const five = 'a,b,c,d,e'
const weighted = 'a*5,b*4,c*3,d*2,e'
const [ofNginx, ofHaproxy] = ['nginx-1.22.1-random-stats', 'haproxy-2.6.12-random-ring-share']

export const countVectors: readonly CountVector[] = [
  { file: ofNginx!, candidate: 'random', backends: 'a*3,b*2,c,d,e', counts: nginx.random_weights_a3_b2_c1_d1_e1 },
  { file: ofNginx!, candidate: 'p2c', backends: five, counts: nginx.random_two_least_conn_equal_weights_idle },
  { file: ofHaproxy!, candidate: 'haproxy-random', backends: five, counts: random.random2_equal_weight1_n3000 },
  {
    file: ofHaproxy!,
    candidate: 'haproxy-random?draws=1',
    backends: weighted,
    counts: random.random1_weights_54321_n3000,
  },
  {
    file: 'caddy-2.6.2-policies',
    candidate: 'p2c',
    backends: 'a,b,c',
    counts: caddy.vectors.random_choose_2_idle_n3000,
  },
]

/** What part of the hashes leads to whom on HAProxy's ring. */
export const ringShares: readonly { readonly backends: string; readonly shares: readonly number[] }[] = [
  { backends: five, shares: random.ring_share_5_servers_weight1 },
  { backends: 'a*100,b*100,c*100,d*100,e*100', shares: random.ring_share_5_servers_weight100 },
  { backends: weighted, shares: random.ring_share_weights_5_4_3_2_1 },
]
