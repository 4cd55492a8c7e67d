import { LbbenchError } from '../errors.js'
import { didYouMean } from '../nearest.js'
import { awsAlb } from './cloud/aws-alb.js'
import { awsNlb } from './cloud/aws-nlb.js'
import { azureAppgw } from './cloud/azure-appgw.js'
import { azureLb } from './cloud/azure-lb.js'
import { gcpAlb } from './cloud/gcp-alb.js'
import { bounded } from './hash/bounded.js'
import { chash } from './hash/chash.js'
import { haproxyChash } from './hash/haproxy-chash.js'
import { haproxyHash } from './hash/haproxy-hash.js'
import { hash } from './hash/hash.js'
import { iphash } from './hash/iphash.js'
import { maglev } from './hash/maglev.js'
import { rendezvous } from './hash/rendezvous.js'
import { ring } from './hash/ring.js'
import { source } from './hash/source.js'
import { c3 } from './latency/c3.js'
import { ewma } from './latency/ewma.js'
import { leastTime } from './latency/least-time.js'
import { prequal } from './latency/prequal.js'
import { first } from './load/first.js'
import { haproxyLc } from './load/haproxy-lc.js'
import { jiq } from './load/jiq.js'
import { lc } from './load/lc.js'
import { leastRequest } from './load/least-request.js'
import { nq } from './load/nq.js'
import { p2c } from './load/p2c.js'
import { sed } from './load/sed.js'
import { wlc } from './load/wlc.js'
import { subsetOf } from './nested/subset.js'
import { haproxyRandom } from './random/haproxy-random.js'
import { random } from './random/random.js'
import { edf } from './rotation/edf.js'
import { haproxyRr } from './rotation/haproxy-rr.js'
import { ipvsWrr } from './rotation/ipvs-wrr.js'
import { rr } from './rotation/rr.js'
import { staticRr } from './rotation/static-rr.js'
import { strategyEndings } from './source.js'
import type { Strategy } from './strategy.js'

/** Every strategy lbbench ships, in the order lists show them. */
export const strategies: readonly Strategy[] = [
  ...[rr, haproxyRr, staticRr, edf, ipvsWrr],
  ...[random, haproxyRandom],
  ...[lc, haproxyLc, p2c, leastRequest, sed, nq, wlc, first, jiq],
  ...[ewma, leastTime, c3, prequal],
  ...[iphash, hash, chash, source, haproxyHash, haproxyChash, ring, maglev, rendezvous, bounded],
  subsetOf(findStrategy),
  ...[awsAlb, awsNlb, gcpAlb, azureLb, azureAppgw],
]

/**
 * The strategy of that name or alias, in upper or lower case.
 * @throws LbbenchError UNKNOWN_NAME, naming the nearest
 */
export function findStrategy(nameOrAlias: string): Strategy {
  const wanted = nameOrAlias.toLowerCase()
  const found = strategies.find(strategy => namesOf(strategy).includes(wanted))
  if (found) return found
  const guess = didYouMean(wanted, strategies.flatMap(namesOf))
  throw new LbbenchError('UNKNOWN_NAME', `unknown strategy "${nameOrAlias}"${guess}`, hintFor(nameOrAlias))
}

/** No name of ours has a dot, but a file that was meant has. */
function hintFor(name: string): string {
  if (!name.includes('.')) return '"lbbench list" shows them all'
  return `a strategy of yours is a file that ends in ${strategyEndings}; "lbbench list" shows ours`
}

function namesOf(strategy: Strategy): readonly string[] {
  return [strategy.name, ...(strategy.aliases ?? [])]
}
