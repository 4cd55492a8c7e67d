import { formatRate } from '../../units.js'
import type { Finding, FindingGroup } from './finding.js'

/** What limits connections; undefined: the machine does not tell. */
export interface NetworkReadings {
  /** IPv4: what went wrong on 127.0.0.1; '' where a connection was made and a byte came back. */
  readonly loopback4: string
  /** IPv6: the same on ::1. */
  readonly loopback6: string
  readonly openFiles: { readonly soft: number; readonly hard: number } | undefined
  readonly somaxconn: number | undefined
  readonly synBacklog: number | undefined
  readonly ports: number | undefined
  /** net.ipv4.tcp_tw_reuse: 0 never, 1 always, 2 on loopback. */
  readonly timeWaitReuse: number | undefined
  /** net.ipv4.tcp_tw_reuse_delay, ms; before Linux 6.14 there is none, and it is a second. */
  readonly timeWaitReuseDelayMs: number | undefined
}

export function judgeNetwork(readings: NetworkReadings): FindingGroup {
  return {
    title: 'network',
    findings: [
      loopback4(readings),
      loopback6(readings),
      openFiles(readings),
      acceptQueue(readings),
      synQueue(readings),
      ports(readings),
    ],
  }
}

function loopback4({ loopback4: why }: NetworkReadings): Finding {
  const common = { name: '127.0.0.1', facts: { works: why === '' } }
  if (why === '') return { ...common, mark: 'ok', says: 'works' }
  const advice = 'all of lbbench talks over loopback: see that the interface "lo" is up and no firewall is in the way'
  return { ...common, mark: 'fails', says: why, advice }
}

function loopback6({ loopback6: why }: NetworkReadings): Finding {
  const common = { name: '::1', facts: { works: why === '' } }
  if (why === '') return { ...common, mark: 'ok', says: 'works' }
  return { ...common, mark: 'missing', says: why, advice: 'only what you name by an IPv6 address needs it' }
}

/** Listening sockets, pipes, libraries and logs of one process. */
const otherFiles = 100

/** From here on no shipped scenario comes near it. */
const enoughFiles = 4096

/** The balancer has two sockets a connection; it is the first to meet the limit. Node raises the soft one to the hard one. */
function openFiles({ openFiles: limit }: NetworkReadings): Finding {
  const name = 'open files'
  if (limit === undefined) return { name, mark: 'unknown', says: 'not told' }
  const { soft, hard } = limit
  const connections = Math.floor((soft - otherFiles) / 2)
  const says = `${soft} a process (hard limit ${hard}): ${connections} connections through a balancer`
  const facts = { soft: numberOrNull(soft), hard: numberOrNull(hard), connections: numberOrNull(connections) }
  if (soft === Infinity) return { name, mark: 'ok', says: 'unlimited', facts }
  if (soft >= enoughFiles) return { name, mark: 'ok', says, facts }
  return { name, mark: 'caution', says, facts, advice: 'more connections than that fail', command: 'ulimit -n 65536' }
}

/** JSON has no Infinity. */
function numberOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null
}

/** gunicorn's backlog and that of simulated backends is 2048 unless a scenario says otherwise. */
const usualBacklog = 2048

function acceptQueue({ somaxconn }: NetworkReadings): Finding {
  const common = { name: 'somaxconn', facts: { connections: somaxconn ?? null } }
  if (somaxconn === undefined) return { ...common, mark: 'unknown', says: 'not told' }
  const says = `${somaxconn} connections may wait to be accepted`
  if (somaxconn >= usualBacklog) return { ...common, mark: 'ok', says }
  const advice = `servers that ask for ${usualBacklog}, as gunicorn does, get no more than that`
  return { ...common, mark: 'caution', says, advice, command: 'sudo sysctl -w net.core.somaxconn=4096' }
}

function synQueue({ synBacklog }: NetworkReadings): Finding {
  const common = { name: 'SYN backlog', facts: { connections: synBacklog ?? null } }
  if (synBacklog === undefined) return { ...common, mark: 'unknown', says: 'not told' }
  const says = `${synBacklog} connections may be half open`
  if (synBacklog >= 512) return { ...common, mark: 'ok', says }
  const advice = 'where a burst begins more than that, connects are sent again after a second'
  return { ...common, mark: 'caution', says, advice, command: 'sudo sysctl -w net.ipv4.tcp_max_syn_backlog=4096' }
}

/** Linux, include/net/tcp.h: TCP_TIMEWAIT_LEN. */
const timeWaitS = 60

/** From here on a loop that opens a connection a request is not held up at the rates 2 cores can do. */
const enoughPerSecond = 2000

/** How many connections a second to one port, where each is closed by who opened it: its port rests in TIME_WAIT. */
function ports({ ports: count, timeWaitReuse, timeWaitReuseDelayMs = 1000 }: NetworkReadings): Finding {
  const name = 'local ports'
  if (count === undefined) return { name, mark: 'unknown', says: 'not told' }
  const reused = timeWaitReuse === 1 || timeWaitReuse === 2
  const perSecond = Math.floor(reused ? (count * 1000) / Math.max(1, timeWaitReuseDelayMs) : count / timeWaitS)
  const rest = reused ? `tcp_tw_reuse=${timeWaitReuse}` : `TIME_WAIT of ${timeWaitS}s`
  const says = `${count}: ${formatRate(perSecond)} new connections to one port (${rest})`
  const facts = { ports: count, timeWaitReuse: timeWaitReuse ?? null, connectionsPerSecond: perSecond }
  if (perSecond >= enoughPerSecond) return { name, mark: 'ok', says, facts }
  const advice = 'kept-alive connections need few; without keep-alive, or with many clients, ports run out'
  const command = reused
    ? 'sudo sysctl -w net.ipv4.ip_local_port_range="32768 60999"'
    : 'sudo sysctl -w net.ipv4.tcp_tw_reuse=2'
  return { name, mark: 'caution', says, facts, advice, command }
}
