export interface ArcPlan {
  /** Backends on the ring. */
  readonly size: number
  /** Balancers on the ring, and which of them this is, from 0. */
  readonly peers: number
  readonly peer: number
  /** How many backends the arc should have at least; more than there are means all. */
  readonly wanted: number
}

/** Backends of an arc, ascending, and how much of each belongs to it: 1 .. peers of `peers` parts. */
export interface Arc {
  readonly members: Int32Array
  readonly parts: Int32Array
}

/**
 * Which backends one of several equal balancers uses. Backends and balancers divide the same ring evenly; a balancer's arc
 * begins where its own division does, and its length is a whole number of divisions, the least that holds `wanted`
 * backends. So each point of the ring lies on as many arcs as any other: together the balancers cover all backends
 * evenly, where an end may lie within a backend, of which only a part belongs to the arc. One balancer alone has them all.
 *
 * Computed in parts of a backend, of which there are `peers`, so that it is exact.
 *
 * Source: Finagle loadbalancer/aperture/DeterministicAperture.scala (`dApertureWidth`), Ring.scala.
 */
export function arcOf({ size, peers, peer, wanted }: ArcPlan): Arc {
  const divisions = Math.ceil((Math.min(wanted, size) * peers) / size)
  const parts = new Int32Array(size)
  let at = peer * size
  for (let left = divisions * size; left > 0; ) {
    const backend = Math.floor(at / peers)
    const taken = Math.min(left, (backend + 1) * peers - at)
    parts[backend % size] += taken
    at += taken
    left -= taken
  }
  const members = Int32Array.from([...parts.keys()].filter(backend => parts[backend] > 0))
  return { members, parts: Int32Array.from(members, backend => parts[backend]) }
}
