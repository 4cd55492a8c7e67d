import { defineStrategy } from 'lbbench'

export default defineStrategy({
  name: 'Big Name',
  summary: 'x',
  start: () => ({ pick: () => 0 }),
})
