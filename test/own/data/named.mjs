import { defineStrategy } from 'lbbench'

export const limit = 3
export const named = defineStrategy({
  name: 'named',
  summary: 'the first one',
  knows: ['weights'],
  options: { alpha: { summary: 'a number', default: 0.5, min: 0, max: 10 } },
  start: pool => ({ pick: () => pool.available.indexOf(1) }),
})
