import type { Strategy } from '../strategy.js'
import { createWeightedDraw } from './weighted-draw.js'

/** nginx `random`: a weighted draw, repeated while it hits an unavailable backend. */
export const random: Strategy = {
  name: 'random',
  aliases: ['rand'],
  summary: 'a weighted draw, blind to load',
  reference: 'nginx src/http/modules/ngx_http_upstream_random_module.c',
  family: 'random',
  product: 'nginx',
  knows: ['weights'],
  start: (pool, _options, chance) => createWeightedDraw(pool, chance),
}
