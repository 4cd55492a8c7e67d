/** A queue without bound has a stationary law only below its capacity. @throws {RangeError} unless 0 < rho < 1 */
export function mustBeStable(rho: number): void {
  if (!(rho > 0 && rho < 1))
    throw new RangeError(`a load of ${rho} a worker has no stationary law: it must lie in (0, 1)`)
}
