import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { expect, it } from 'vitest'
import { z } from 'zod'
import { compose, deployFolder, textOf } from './deploy-files.js'
import { readDockerfile } from './dockerfile.js'
import { understood } from './lbbench-line.js'

/** Of the Compose specification what our file uses, and not a key more: what is misspelt is found. */
const text = z.string().min(1)
const duration = z.string().regex(/^\d+(ms|s|m)$/)
const healthcheck = z.union([
  z.strictObject({ disable: z.literal(true) }),
  z.strictObject({
    test: z.tuple([z.literal('CMD')], text),
    interval: duration,
    timeout: duration,
    retries: z.int().min(1),
  }),
])
const service = z.strictObject({
  image: text,
  build: z.strictObject({ context: text, dockerfile: text }).optional(),
  command: z.array(text).optional(),
  read_only: z.literal(true),
  cap_drop: z.tuple([z.literal('ALL')]),
  security_opt: z.tuple([z.literal('no-new-privileges:true')]),
  tmpfs: z.array(z.string().startsWith('/')).optional(),
  volumes: z.array(z.string().regex(/^(\.\/[\w.-]+:\/[\w./-]+:ro|[a-z]+:\/[\w./-]+)$/)),
  networks: z.record(text, z.strictObject({ aliases: z.array(text) })).optional(),
  depends_on: z.record(text, z.strictObject({ condition: z.enum(['service_started', 'service_healthy']) })).optional(),
  healthcheck: healthcheck.optional(),
  stop_grace_period: duration.optional(),
  profiles: z.array(text).optional(),
})
const file = z.strictObject({
  name: text,
  'x-lbbench': z.looseObject({}),
  'x-backend': z.looseObject({}),
  services: z.record(text, service),
  volumes: z.record(text, z.null()),
})

const { services, volumes } = file.parse(compose)
const ours = Object.entries(services).filter(([, { image }]) => image === 'lbbench')
const hasOwnCheck = readDockerfile(textOf('Dockerfile')).some(({ name }) => name === 'HEALTHCHECK')

it('has a balancer, three backends and a run that waits to be asked for', () => {
  expect(Object.keys(services)).toEqual(['a', 'b', 'c', 'balancer', 'generator'])
  expect(services.generator!.profiles).toEqual(['run'])
})

it.each(ours)('%s is built from the Dockerfile, and told a valid command', async (_, { build, command }) => {
  expect(existsSync(`${deployFolder}${build!.context}/${build!.dockerfile}`)).toBe(true)
  await understood(command!)
})

it('mounts files that are there, and volumes that it declares', () => {
  for (const mount of Object.values(services).flatMap(one => one.volumes)) {
    const [source] = mount.split(':')
    expect(source!.startsWith('./') ? existsSync(deployFolder + source) : source! in volumes, mount).toBe(true)
  }
})

it('waits only for services that are there and can tell that they are healthy', () => {
  const waits = Object.values(services).flatMap(one => Object.entries(one.depends_on ?? {}))
  expect(waits.length).toBeGreaterThan(3)
  for (const [name, { condition }] of waits) {
    const { image, healthcheck: check } = services[name]!
    const tells = check === undefined ? image === 'lbbench' && hasOwnCheck : !('disable' in check)
    expect(condition === 'service_started' || tells, name).toBe(true)
  }
})

it('sends the run to ports that nginx listens on, and nginx to a name that all backends have', () => {
  const nginx = textOf('nginx.conf')
  const targets = services.generator!.command!.join(' ').match(/http:\/\/[^/]+/g)!
  expect(targets.length).toBe(2)
  for (const target of targets) {
    const { hostname, port } = new URL(target)
    expect(services).toHaveProperty(hostname)
    expect(nginx).toContain(`listen ${port};`)
  }
  for (const [, host, port] of nginx.matchAll(/^\s*server ([\w-]+):(\d+);/gm)) {
    const named = ours.filter(([, { networks }]) => networks?.default?.aliases.includes(host!))
    expect(named.map(([name]) => name)).toEqual(['a', 'b', 'c'])
    for (const [, { command }] of named) expect(command![command!.indexOf('--port') + 1]).toBe(port)
  }
})

const hasCompose = spawnSync('docker', ['compose', 'version']).status === 0
// Beside the checks above, not instead of them: no Debian package has it.
if (hasCompose)
  it('is what Docker Compose takes it for (only where it is installed)', () => {
    const { status, stderr } = spawnSync('docker', [
      'compose',
      '-f',
      `${deployFolder}compose.yaml`,
      'config',
      '--quiet',
    ])
    expect(String(stderr)).toBe('')
    expect(status).toBe(0)
  })

it.each([
  ['a key nobody knows', { privilegd: true }],
  ['a port that could be somebody else’s', { network_mode: 'host' }],
  ['a file that could be written to', { volumes: ['./fleet.yaml:/deploy/fleet.yaml'] }],
  ['a condition nobody knows', { depends_on: { a: { condition: 'service_ready' } } }],
])('and %s is found', (_, change) => {
  const { success } = file.safeParse({
    ...(compose as object),
    services: { ...services, a: { ...services.a, ...change } },
  })
  expect(success).toBe(false)
})
