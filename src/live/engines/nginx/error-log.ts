/** What is of interest in nginx's error log. It tells the time in whole seconds of the day, and local ones. */
export type LogLine =
  /** A worker took a server out of its upstream. */
  | {
      readonly kind: 'banned'
      readonly secondMs: number
      readonly worker: number
      readonly connection: number
      readonly address: string
    }
  /** The master started a worker, after a change of its configuration or at the very beginning. */
  | { readonly kind: 'started'; readonly secondMs: number; readonly worker: number }

/** Of level `notice` or lower. */
export function logLines(log: string): LogLine[] {
  return log.split('\n').flatMap(lineOf)
}

const time = /^(\d{4})\/(\d\d)\/(\d\d) (\d\d):(\d\d):(\d\d) /
const ban = /\[warn\] (\d+)#\d+: \*(\d+) upstream server temporarily disabled .* upstream: "\w+:\/\/([^/"]+)/
const start = /\[notice\] \d+#\d+: start worker process (\d+)/

function lineOf(line: string): LogLine[] {
  const [, ...parts] = time.exec(line) ?? []
  if (parts.length === 0) return []
  const [year, month, day, hour, minute, second] = parts.map(Number)
  const secondMs = new Date(year!, month! - 1, day!, hour!, minute!, second!).getTime()
  const [, by, connection, address] = ban.exec(line) ?? []
  if (address !== undefined)
    return [{ kind: 'banned', secondMs, worker: Number(by), connection: Number(connection), address }]
  const started = start.exec(line)?.[1]
  return started === undefined ? [] : [{ kind: 'started', secondMs, worker: Number(started) }]
}
