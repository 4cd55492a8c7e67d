import type { Strategy } from '../strategy.js'
import { WeightTree } from './weight-tree.js'

/**
 * IPVS `wrr`: passes through the list, in which only those of at least a threshold serve; it falls from the greatest weight
 * to nothing in steps of the greatest common divisor. So the heavy ones serve in bursts: 5,1,1 gives a a a a a b c.
 * The kernel walks the list, here a pick takes O(log n).
 *
 * A backend that is unavailable for whatever reason is not in the list, and the kernel begins a pass anew whenever the
 * list or a weight changes.
 */
export const ipvsWrr: Strategy = {
  name: 'ipvs-wrr',
  aliases: ['ipvs_wrr'],
  summary: "IPVS's weighted round robin: in bursts by weight, blind to load",
  reference: 'Linux net/netfilter/ipvs/ip_vs_wrr.c',
  family: 'rotation',
  product: 'IPVS',
  knows: ['weights'],
  start(pool) {
    const tree = new WeightTree(pool.size)
    for (let i = 0; i < pool.size; i++) tree.set(i, pool.available[i] * pool.weight[i])
    let from = 0
    let threshold = highest()

    /** The lowest threshold is 1, so that a single pass suffices for equal weights, however great. */
    function highest(): number {
      return tree.greatest === 0 ? 0 : tree.greatest - (tree.divisor - 1)
    }

    return {
      pick() {
        if (tree.greatest === 0) return -1
        let backend = tree.find(from, threshold)
        if (backend === -1) {
          threshold = threshold > tree.divisor ? threshold - tree.divisor : highest()
          backend = tree.find(0, threshold)
        }
        from = backend + 1
        return backend
      },
      changed(backend) {
        tree.set(backend, pool.available[backend] * pool.weight[backend])
        from = 0
        const { divisor } = tree
        if (threshold > highest() || threshold === 0) threshold = highest()
        else if (divisor > 1) threshold = Math.floor(threshold / divisor) * divisor + 1
      },
    }
  },
}
