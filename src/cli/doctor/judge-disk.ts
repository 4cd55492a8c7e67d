import type { Finding, FindingGroup } from './finding.js'

export interface DiskReadings {
  /** Folder for temporary files. */
  readonly folder: string
  /** Bytes we may still write; undefined where there is no such folder. */
  readonly freeBytes: number | undefined
  readonly writable: boolean
}

/** Configuration, logs and sockets of a run are small; what fills up is everybody else's. */
const enoughBytes = 256 * 1024 * 1024

export function judgeDisk(readings: DiskReadings): FindingGroup {
  return { title: 'disk', findings: [temporaryFolder(readings)] }
}

function temporaryFolder({ folder, freeBytes, writable }: DiskReadings): Finding {
  const common = { name: 'temporary', facts: { folder, freeBytes: freeBytes ?? null, writable } }
  const advice = 'engines and stores keep configuration and logs there; TMPDIR names another folder'
  if (freeBytes === undefined) return { ...common, mark: 'caution', says: `there is no ${folder}`, advice }
  if (!writable) return { ...common, mark: 'caution', says: `${folder} may not be written to`, advice }
  const says = `${(freeBytes / 2 ** 30).toFixed(1)} GiB free in ${folder}`
  return freeBytes >= enoughBytes ? { ...common, mark: 'ok', says } : { ...common, mark: 'caution', says, advice }
}
