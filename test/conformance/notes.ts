/** What a reader of docs/conformance.md has to know of a strategy besides what was counted. */
export interface Note {
  /** Where a strategy differs from its product, and is meant to. */
  readonly differs?: string
  /** Where nothing was recorded or run: what the claim rests on, "source of ..., which no program here runs". */
  readonly basis?: string
}

const retried =
  'a retry goes on from the first pick over whoever the request has not tried; HAProxy avoids only the server tried last'
const restarted =
  'on a retry the walk begins anew: it parts from nginx where a ban ends between two tries of one request'

export const notes: Readonly<Record<string, Note>> = {
  'haproxy-rr': { differs: 'a server that is full, or tried already, leaves and comes back; HAProxy passes it over' },
  'haproxy-lc': {
    differs:
      'the order of ties up to HAProxy 3.1; from 3.2 on it is partly by chance. A full server comes back behind its equals',
  },
  'haproxy-random': { differs: `no tie-break by request rates (HAProxy 3.x); ${retried}` },
  'haproxy-hash': {
    differs:
      'a key is hashed whole, of a header HAProxy takes what stands before the first comma; a retry goes to a server not tried yet, HAProxy computes the same again',
  },
  'haproxy-chash': {
    differs: `a key is hashed whole, of a header HAProxy takes what stands before the first comma; ${retried}`,
  },
  source: { differs: 'a retry goes to a server not tried yet; HAProxy with a map has no failover for it' },
  bounded: {
    differs: 'a key is hashed whole, as with haproxy-chash; the flavour `envoy` follows its source and was not run',
  },
  iphash: { differs: `${restarted}; takes IPv6 as \`1:2:3:4:5:6:7::\`, which nginx does not read in X-Forwarded-For` },
  hash: { differs: restarted },
  chash: { differs: `${restarted}; an IPv6 address is hashed as it is written, nginx writes $remote_addr anew` },
  random: { differs: 'redraws are counted for each try, by nginx for the whole request' },
  p2c: { differs: '`choices` other than 2 are our own' },
  'least-time': { differs: 'compared with a recorded sequence of nginx 1.31.4 only: Debian has none that knows it' },
  rendezvous: {
    differs:
      "by default weighted and nobody's letters; flavour `caddy-2.6` is compared, `caddy` and `traefik` follow their sources",
  },
  edf: { differs: 'begins with the first backend unless `offset=random`, where Envoy begins by chance' },
  ring: { differs: 'a request is never retried at a host it has tried (Envoy: with `previous_hosts`)' },
  maglev: { differs: 'a request is never retried at a host it has tried (Envoy: with `previous_hosts`)' },
  'least-request': {
    basis: 'source of Envoy, which was not run; `test/strategies/load/least-request.test.ts`',
    differs: '`fullScan` keeps order where Envoy looks at all: the same law',
  },
  'ipvs-wrr': { differs: 'a backend that is unavailable is not in the list' },
  sed: { basis: 'source of Linux, whose IPVS was not run; `test/strategies/load/lowest-cost.test.ts`' },
  nq: { basis: 'source of Linux, whose IPVS was not run; `test/strategies/load/lowest-cost.test.ts`' },
  wlc: {
    basis: 'source of Linux, whose IPVS was not run; `test/strategies/load/lowest-cost.test.ts`',
    differs: 'knows no inactive connections',
  },
}
