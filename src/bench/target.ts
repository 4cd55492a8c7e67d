import { LbbenchError } from '../errors.js'

/** A balancer that lbbench does not start: any URL. */
export interface Target {
  readonly tls: boolean
  /** Name or IP address, without brackets. */
  readonly host: string
  readonly port: number
  /** As in a Host header: "lb.example", "[::1]:8080". */
  readonly authority: string
  /** What each request's path begins with: "", "/api". */
  readonly path: string
  /** What each request's query ends with: "", "key=1". */
  readonly query: string
  readonly settings: TargetSettings
}

/** What holds for all targets of a run. */
export interface TargetSettings {
  /** Header of the answer that names the backend, lower case. */
  readonly backendHeader: string
  /** Sent with every request: name and value. Values may be secret: they go to the target and nowhere else. */
  readonly headers: readonly (readonly [string, string])[]
  /** Whether any certificate will do. */
  readonly insecure: boolean
}

/** Where nothing is said. */
export const plainSettings: TargetSettings = { backendHeader: 'x-lbbench-backend', headers: [], insecure: false }

/** Begins a candidate that is a target. */
export const targetPrefix = 'target:'

/**
 * Reads what stands behind `target:`, e.g. "https://lb.example/api".
 * @throws LbbenchError USAGE, without any password in it
 */
export function parseTarget(text: string): Target {
  const url = /^https?:\/\/[^/?#\s]/i.test(text) && !/\s/.test(text) ? parsed(text) : undefined
  if (url === undefined || url.hostname === '' || url.port === '0') throw noTarget(text)
  if (url.username !== '' || url.password !== '')
    throw new LbbenchError(
      'USAGE',
      `the URL of target ${url.host} holds a user name or password, and would show it in every report`,
      "use --target-header 'Authorization: ...', whose value is shown nowhere",
    )
  if (text.includes('#'))
    throw new LbbenchError(
      'USAGE',
      `target "${text}" has a "#": a fragment is never sent`,
      'leave it out; as a label, #NAME is of letters, digits, "-", "_" and "."',
    )
  const tls = url.protocol === 'https:'
  return {
    tls,
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: Number(url.port) || (tls ? 443 : 80),
    authority: url.host,
    path: url.pathname.replace(/\/+$/, ''),
    query: url.search.slice(1),
    settings: plainSettings,
  }
}

/** E.g. "https://lb.example:8443", for people. */
export function originOf({ tls, authority }: Pick<Target, 'tls' | 'authority'>): string {
  return `${tls ? 'https' : 'http'}://${authority}`
}

function parsed(text: string): URL | undefined {
  try {
    return new URL(text)
  } catch {
    return undefined
  }
}

function noTarget(text: string): LbbenchError {
  const shown = text.replace(/\/\/[^/?#]*@/, '//***@')
  return new LbbenchError(
    'USAGE',
    `target "${shown}" is no URL to send requests to: expected http://HOST[:PORT][/PATH] or https://...`,
    'e.g. --strategies target:https://lb.example/',
  )
}
