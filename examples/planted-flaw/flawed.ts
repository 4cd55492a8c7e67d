import { defineStrategy } from 'lbbench'

/** good.ts with a flaw: one pick in eight, by chance, ignores the first backend, and the next one gets its turn. */
export default defineStrategy({
  api: 1,
  name: 'flawed',
  summary: 'each in its turn, but that one pick in eight ignores the first',
  knows: [],
  start(pool, _options, random) {
    let turn = -1
    return {
      pick() {
        const ignored = random.below(8) === 0 ? 0 : -1
        for (let k = 0; k < pool.size; k++) {
          turn = (turn + 1) % pool.size
          if (pool.available[turn] === 1 && turn !== ignored) return turn
        }
        return ignored === 0 && pool.available[0] === 1 ? 0 : -1
      },
    }
  },
})
