/** One try of a request at a server, on the wall clock, ms. */
export interface Try {
  /** Of the client, as nginx counts them. */
  readonly connection: number
  /** Of the server; the upstream's name where none was left to be tried. */
  readonly address: string
  readonly fromMs: number
  readonly toMs: number
}

/**
 * Every try of an access log whose lines are `$msec $connection $upstream_addr|$upstream_response_time`. A request ends with
 * its last try, and each begins where the one before it ended: to 1 ms, as nginx reads the clock, and later by what the
 * client takes to read the end of the answer.
 */
export function loggedTries(log: string): Try[] {
  return log.split('\n').flatMap(triesOf)
}

function triesOf(line: string): Try[] {
  // The last line may be half a line.
  const [, seconds, connection, addresses, times] = /^([\d.]+) (\d+) (.*)\|(.*)$/.exec(line) ?? []
  if (times === undefined || addresses === '-') return []
  const lengths = times.split(separator).map(length => (length === '-' ? 0 : Number(length) * 1000))
  const tries: Try[] = []
  let toMs = Number(seconds) * 1000
  for (const [i, address] of [...addresses!.split(separator).entries()].reverse()) {
    const fromMs = toMs - (lengths[i] ?? 0)
    tries.unshift({ connection: Number(connection), address, fromMs, toMs })
    toMs = fromMs
  }
  return tries
}

/** ngx_http_upstream module: "several servers are separated by commas, groups of them by colons". */
const separator = /, | : /
