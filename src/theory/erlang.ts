/**
 * Erlang's B: the share of requests lost by `workers` workers without a queue, offered `erlangs` of work, whatever the law of
 * the service time (M/G/c/c). By the recurrence of Jagerman (1974), which only adds and divides.
 * @param erlangs arrival rate times mean service time, above 0, also beyond `workers`
 */
export function erlangB(workers: number, erlangs: number): number {
  let loss = 1
  for (let k = 1; k <= workers; k++) loss = (erlangs * loss) / (k + erlangs * loss)
  return loss
}

/**
 * Erlang's C: the share of requests that have to wait in M/M/c.
 * @param erlangs below `workers`
 */
export function erlangC(workers: number, erlangs: number): number {
  const loss = erlangB(workers, erlangs)
  const rho = erlangs / workers
  return loss / (1 - rho * (1 - loss))
}
