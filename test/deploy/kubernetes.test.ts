import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { z } from 'zod'
import { findProgram } from '../../src/live/programs/find-program.js'
import { deployFolder, kustomization, manifests, textOf } from './deploy-files.js'
import { understood } from './lbbench-line.js'

/** Of the Kubernetes API what our manifests use, and not a key more: what is misspelt is found. */
const text = z.string().min(1)
const count = z.int().min(1)
const labels = z.record(text, text)
const metadata = z.strictObject({ name: z.string().regex(/^[a-z0-9-]+$/), labels: labels.optional() })
const port = z.union([text, count])
const httpGet = z.strictObject({ path: z.string().startsWith('/'), port })
const timing = { periodSeconds: count, timeoutSeconds: count.optional(), failureThreshold: count.optional() }
const probe = z.strictObject({ httpGet: httpGet.optional(), tcpSocket: z.strictObject({ port }).optional(), ...timing })
const quantity = z.string().regex(/^\d+(m|Mi|Gi)?$/)
const amounts = z.strictObject({ cpu: quantity.optional(), memory: quantity })
const container = z.strictObject({
  name: text,
  image: text,
  imagePullPolicy: z.enum(['IfNotPresent']).optional(),
  command: z.array(text).optional(),
  args: z.array(text).optional(),
  env: z
    .array(
      z.strictObject({
        name: text,
        valueFrom: z.strictObject({ fieldRef: z.strictObject({ fieldPath: z.literal('metadata.name') }) }),
      }),
    )
    .optional(),
  ports: z.array(z.strictObject({ name: z.string().regex(/^[a-z-]{1,15}$/), containerPort: count })).optional(),
  readinessProbe: probe.optional(),
  livenessProbe: probe.optional(),
  lifecycle: z
    .strictObject({ preStop: z.strictObject({ exec: z.strictObject({ command: z.array(text) }) }) })
    .optional(),
  resources: z.strictObject({ requests: amounts, limits: amounts }),
  securityContext: z.strictObject({
    allowPrivilegeEscalation: z.literal(false),
    readOnlyRootFilesystem: z.literal(true),
    capabilities: z.strictObject({ drop: z.tuple([z.literal('ALL')]) }),
  }),
  volumeMounts: z
    .array(
      z.strictObject({
        name: text,
        mountPath: z.string().startsWith('/'),
        subPath: text.optional(),
        readOnly: z.boolean().optional(),
      }),
    )
    .optional(),
})
const requirement = z.strictObject({ key: text, operator: z.literal('In'), values: z.array(text).min(1) })
const affinityTerm = z.strictObject({
  topologyKey: z.literal('kubernetes.io/hostname'),
  labelSelector: z.strictObject({ matchExpressions: z.array(requirement) }),
})
const pod = z.strictObject({
  restartPolicy: z.literal('Never').optional(),
  terminationGracePeriodSeconds: count.optional(),
  securityContext: z.strictObject({
    runAsNonRoot: z.literal(true),
    runAsUser: count,
    fsGroup: count.optional(),
    seccompProfile: z.strictObject({ type: z.literal('RuntimeDefault') }),
  }),
  affinity: z
    .strictObject({
      podAntiAffinity: z.strictObject({
        preferredDuringSchedulingIgnoredDuringExecution: z.array(
          z.strictObject({ weight: count, podAffinityTerm: affinityTerm }),
        ),
      }),
    })
    .optional(),
  initContainers: z.array(container).optional(),
  containers: z.array(container).min(1),
  volumes: z
    .array(
      z.strictObject({
        name: text,
        configMap: z.strictObject({ name: text }).optional(),
        emptyDir: z.strictObject({}).optional(),
      }),
    )
    .optional(),
})
const template = z.strictObject({ metadata: z.strictObject({ labels }), spec: pod })
const namespaceSchema = z.strictObject({ apiVersion: z.literal('v1'), kind: z.literal('Namespace'), metadata })
const deploymentSchema = z.strictObject({
  apiVersion: z.literal('apps/v1'),
  kind: z.literal('Deployment'),
  metadata,
  spec: z.strictObject({ replicas: count, selector: z.strictObject({ matchLabels: labels }), template }),
})
const serviceSchema = z.strictObject({
  apiVersion: z.literal('v1'),
  kind: z.literal('Service'),
  metadata,
  spec: z.strictObject({
    clusterIP: z.literal('None').optional(),
    selector: labels,
    ports: z.array(z.strictObject({ name: text, port: count, targetPort: text })).min(1),
  }),
})
const jobSchema = z.strictObject({
  apiVersion: z.literal('batch/v1'),
  kind: z.literal('Job'),
  metadata,
  spec: z.strictObject({
    backoffLimit: z.literal(0),
    template: template.refine(({ spec }) => spec.restartPolicy === 'Never'),
  }),
})
const manifest = z.discriminatedUnion('kind', [namespaceSchema, deploymentSchema, serviceSchema, jobSchema])

const all = manifests.map(document => manifest.parse(document))
const deployments = all.filter(one => one.kind === 'Deployment')
const services = all.filter(one => one.kind === 'Service')
const jobs = all.filter(one => one.kind === 'Job')
const templates = [...deployments, ...jobs].map(({ metadata: { name }, spec }) => ({ name, ...spec.template }))
const includes = (whole: Record<string, string>, part: Record<string, string>): boolean =>
  Object.entries(part).every(([key, value]) => whole[key] === value)

it('there are backends, a balancer before them and a run', () => {
  expect(all.map(({ kind, metadata: { name } }) => `${kind} ${name}`)).toEqual([
    'Namespace lbbench',
    'Deployment backends',
    'Service backends',
    'Service kube-proxy',
    'Deployment balancer',
    'Service balancer',
    'Job generator',
  ])
  expect(kustomization.namespace).toBe('lbbench')
})

describe('what belongs together finds each other', () => {
  it.each(deployments)('Deployment $metadata.name selects its own pods', ({ spec }) => {
    expect(includes(spec.template.metadata.labels, spec.selector.matchLabels)).toBe(true)
  })

  it.each(services)('Service $metadata.name reaches one Deployment, on ports it has', ({ spec }) => {
    const reached = deployments.filter(one => includes(one.spec.template.metadata.labels, spec.selector))
    expect(reached).toHaveLength(1)
    const names = reached[0]!.spec.template.spec.containers.flatMap(({ ports = [] }) => ports.map(({ name }) => name))
    for (const { targetPort } of spec.ports) expect(names).toContain(targetPort)
  })

  it.each(templates)('every port that $name is probed on is one of its own', ({ spec }) => {
    for (const { ports = [], readinessProbe, livenessProbe } of spec.containers) {
      for (const one of [readinessProbe, livenessProbe]) {
        const probed = one?.httpGet?.port ?? one?.tcpSocket?.port
        if (probed !== undefined) expect(ports.map(({ name }) => name)).toContain(probed)
      }
    }
  })

  it.each(templates)('every mount of $name has its volume, and every ConfigMap its files', ({ spec }) => {
    const volumes = spec.volumes ?? []
    const mounted = [...spec.containers, ...(spec.initContainers ?? [])].flatMap(one => one.volumeMounts ?? [])
    for (const { name } of mounted) expect(volumes.map(volume => volume.name)).toContain(name)
    for (const { configMap } of volumes) {
      if (configMap === undefined) continue
      const { files } = kustomization.configMapGenerator.find(({ name }) => name === configMap.name)!
      for (const name of files) expect(existsSync(deployFolder + name), name).toBe(true)
    }
  })

  it('every URL of the run is a port of a Service', () => {
    const urls = textOf('generator.yaml').match(/http:\/\/[\w.-]+:\d+/g)!
    expect(urls.length).toBeGreaterThanOrEqual(6)
    for (const url of urls) {
      const { hostname, port: asked } = new URL(url)
      const service = services.find(({ metadata: { name } }) => name === hostname)
      expect(
        service?.spec.ports.map(one => String(one.port)),
        url,
      ).toContain(asked)
    }
  })

  it('nginx listens where its container says, and asks the Service that has an address a pod', () => {
    const nginx = textOf('nginx.conf')
    const { containers } = deployments.find(({ metadata: { name } }) => name === 'balancer')!.spec.template.spec
    for (const { containerPort } of containers[0]!.ports!) expect(nginx).toContain(`listen ${containerPort};`)
    for (const [, host, asked] of nginx.matchAll(/^\s*server ([\w-]+):(\d+);/gm)) {
      const { clusterIP, ports } = services.find(({ metadata: { name } }) => name === host)!.spec
      expect(clusterIP).toBe('None')
      expect(String(ports[0]!.port)).toBe(asked)
    }
  })
})

describe('containers', () => {
  const lbbench = templates.flatMap(({ spec }) => spec.containers).filter(({ image }) => image === 'lbbench')

  it.each(lbbench)('$name is told a valid command', async ({ args, env = [] }) => {
    const names = env.map(({ name }) => name)
    for (const [, name] of args!.join(' ').matchAll(/\$\((\w+)\)/g)) expect(names).toContain(name)
    await understood(args!.map(word => word.replace(/\$\(\w+\)/, 'backends-7f9c-x2x4z')))
  })

  it('backends are asked on the port they are told, by the path they answer in no time', () => {
    const [backend] = lbbench.filter(({ args }) => args![0] === 'backend')
    const { args, ports, readinessProbe, livenessProbe } = backend!
    expect(String(ports![0]!.containerPort)).toBe(args![args!.indexOf('--port') + 1])
    for (const one of [readinessProbe, livenessProbe]) expect(one!.httpGet!.path).toBe('/health')
  })

  it('those that serve say when they are ready', () => {
    for (const { spec } of deployments) expect(spec.template.spec.containers[0]!.readinessProbe).toBeDefined()
  })
})

const kubectl = findProgram('kubectl')
// Beside the checks above, not instead of them: no Debian package has it.
if (kubectl !== undefined)
  it('kustomize puts it together (only where kubectl is installed)', () => {
    const { status, stdout } = spawnSync(kubectl!, ['kustomize', deployFolder], { encoding: 'utf8' })
    expect(status).toBe(0)
    const kinds = parseAllDocuments(stdout).map(document => (document.toJS() as { kind: string }).kind)
    expect(kinds.toSorted()).toEqual([...all.map(({ kind }) => kind as string), 'ConfigMap', 'ConfigMap'].toSorted())
  })
