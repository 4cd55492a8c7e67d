import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toKinds } from '../../../src/scenario/backend-kind/to-kinds.js'

const least = { name: 'shop', description: 'The shop.', command: ['node', 'server.js', '${port}'] }

describe('a folder of backends', () => {
  it('is one kind where it has no variants, complete', () => {
    expect(toKinds(least, '/apps/shop')).toEqual({
      kinds: [
        {
          ...least,
          folder: '/apps/shop',
          title: 'shop',
          version: undefined,
          env: {},
          ready: { path: '/', timeoutMs: 30_000 },
          stop: { signal: 'SIGTERM', graceMs: 2000 },
          needs: [],
          concurrency: { workers: false, threads: false, unlimited: false },
          can: [],
        },
      ],
    })
  })

  it('is a kind a variant, each with what it says in place of what the folder says', () => {
    const document = {
      ...least,
      env: { MODE: 'fast', PORT: '${port}' },
      ready: { path: '/up', timeout: '5s' },
      variants: {
        plain: {},
        big: {
          command: ['big', '${name}'],
          env: { MODE: 'slow' },
          ready: { timeout: '1s' },
          stop: { signal: 'SIGINT' },
        },
      },
    }
    const outcome = toKinds(document, '/apps/shop')
    if (!('kinds' in outcome)) throw new Error('expected kinds')
    const [plain, big] = outcome.kinds
    expect(plain).toMatchObject({ name: 'plain', command: least.command, ready: { path: '/up', timeoutMs: 5000 } })
    expect(big).toMatchObject({
      name: 'big',
      command: ['big', '${name}'],
      // Name by name; all else is replaced as a whole.
      env: { MODE: 'slow', PORT: '${port}' },
      ready: { path: '/', timeoutMs: 1000 },
      stop: { signal: 'SIGINT', graceMs: 2000 },
    })
  })

  it.each([
    // What stands in the document, where the fault is, what it says.
    [{ ...least, command: undefined }, [], /missing key "command"/],
    [
      { ...least, command: undefined, variants: { a: { command: ['a'] }, b: {} } },
      ['variants', 'b'],
      /missing key "command"/,
    ],
    [{ ...least, variants: {} }, ['variants'], /at least one variant/],
    [{ ...least, command: ['node', '${prot}'] }, ['command', 1], /no variable \$\{prot\}.*did you mean.*port/],
    [{ ...least, command: [] }, ['command'], /list of words/],
    [{ ...least, title: '${port}' }, ['title'], /no variable \$\{port\}/],
    [{ ...least, can: ['demnad'] }, ['can', 0], /expected demand or cpu/],
    [{ ...least, ready: { path: 'health' } }, ['ready', 'path'], /expected a path/],
    [{ ...least, ready: { timeout: 5 } }, ['ready', 'timeout'], /expected a duration|unit/],
    [{ ...least, comand: ['x'] }, ['comand'], /did you mean "command"/],
    [{ ...least, variants: { x: { needs: [{ name: 'y' }] } } }, ['variants', 'x', 'needs', 0], /missing key "check"/],
  ])('refuses %j', (document, path, message) => {
    const outcome = toKinds(document, '/x')
    if (!('problems' in outcome)) throw new Error('expected problems')
    expect(outcome.problems[0]).toMatchObject({ path, message: expect.stringMatching(message) })
  })

  it('never throws, whatever stands in the document', () => {
    fc.assert(
      fc.property(fc.anything(), anything => {
        expect(toKinds(anything, '/x')).toBeTypeOf('object')
        expect(toKinds({ ...least, variants: anything }, '/x')).toBeTypeOf('object')
      }),
    )
  })
})
