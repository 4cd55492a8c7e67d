/** What Caddy's reverse proxy says of an upstream, with its own words. */
export interface LogLine {
  /** Time of day, ms since 1970. */
  readonly atMs: number
  /** "127.0.0.1:15001". */
  readonly upstream: string
  readonly what: 'selected' | 'answered' | 'failed' | 'abandoned' | 'up' | 'down' | 'check failed'
}

/** Of a log in JSON, from level debug on. */
export function logLines(log: string): LogLine[] {
  return log.split('\n').flatMap(lineOf)
}

interface Entry {
  readonly ts: number
  readonly logger: string
  readonly msg: string
  readonly dial?: string
  readonly upstream?: string
  readonly host?: string
  readonly error?: string
}

function lineOf(line: string): LogLine[] {
  // The last one may be half a line.
  if (!line.endsWith('}')) return []
  const { ts, logger, msg, dial, upstream = dial, host, error } = JSON.parse(line) as Entry
  const atMs = ts * 1000
  if (upstream !== undefined) {
    if (msg === 'selected upstream') return [{ atMs, upstream, what: 'selected' }]
    return msg === 'upstream roundtrip' ? [{ atMs, upstream, what: endOf(error) }] : []
  }
  if (host === undefined || !logger.endsWith('health_checker.active')) return []
  const what = msg === 'host is up' ? 'up' : msg === 'host is down' ? 'down' : 'check failed'
  return [{ atMs, upstream: host, what }]
}

/** reverseproxy.go: that the client has gone is no failure of the upstream. */
function endOf(error: string | undefined): LogLine['what'] {
  if (error === undefined) return 'answered'
  return error === 'context canceled' ? 'abandoned' : 'failed'
}
