// Round robin with a planted flaw: so many of its picks go to the first backend, whoever's turn it is.
import { defineStrategy } from 'lbbench'

export default defineStrategy({
  api: 1,
  name: 'leaning',
  summary: 'round robin, but so many picks go to the first backend',
  family: 'own',
  options: { lean: { summary: 'share of the picks, evenly spread', default: 0.125, min: 0, max: 1 } },
  start(pool, options) {
    let turn = -1
    let owed = 0
    return {
      pick() {
        owed += Number(options.lean)
        if (owed >= 1 && pool.available[0] === 1) {
          owed -= 1
          return 0
        }
        for (let k = 0; k < pool.size; k++) {
          turn = (turn + 1) % pool.size
          if (pool.available[turn] === 1) return turn
        }
        return -1
      },
    }
  },
})
