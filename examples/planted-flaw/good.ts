import { defineStrategy } from 'lbbench'

/** Each available backend in its turn. */
export default defineStrategy({
  api: 1,
  name: 'good',
  summary: 'each in its turn',
  knows: [],
  start(pool) {
    let turn = -1
    return {
      pick() {
        for (let k = 0; k < pool.size; k++) {
          turn = (turn + 1) % pool.size
          if (pool.available[turn] === 1) return turn
        }
        return -1
      },
    }
  },
})
