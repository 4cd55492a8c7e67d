import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import { parseCommandLine } from '../../src/cli/command-line.js'
import { commands } from '../../src/cli/commands/index.js'
import { packageRoot } from './tiny-scenario.js'

/** The scripts of action.yml, as GitHub starts them: by the environment. */

const folder = mkdtempSync(join(tmpdir(), 'lbbench-action-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Ended {
  readonly status: number
  readonly stdout: string
  readonly stderr: string
}

function run(program: string, script: string, env: Record<string, string>): Promise<Ended> {
  const surroundings = { env: { PATH: process.env.PATH!, ...env }, cwd: folder }
  return new Promise(resolve => {
    execFile(program, [join(packageRoot, 'scripts/ci', script)], surroundings, (error, stdout, stderr) => {
      resolve({ status: error === null ? 0 : Number(error.code), stdout, stderr })
    })
  })
}

describe('run.sh', () => {
  // Stands in for lbbench: says what it was asked, and ends as it is told.
  const stub = join(folder, 'stub')
  mkdirSync(join(stub, 'bin'), { recursive: true })
  writeFileSync(
    join(stub, 'bin/lbbench.js'),
    "process.stdout.write(JSON.stringify(process.argv.slice(2))); process.exitCode = Number(process.env.ENDS ?? '0')\n",
  )
  const output = join(folder, 'output')
  const inputs = {
    ...{ LBBENCH: stub, GITHUB_OUTPUT: output, SCENARIO: 'steady', REPORT: 'lbbench-report' },
    ...{ STRATEGIES: '', AGAINST: '', BASELINE: '', GATES: '', ROUNDS: '', INCONCLUSIVE: '', MORE: '' },
  }
  const argv = async (changes: Record<string, string>): Promise<string[]> =>
    JSON.parse((await run('bash', 'run.sh', { ...inputs, ...changes })).stdout)
  const always = ['junit=junit.xml', 'comment=comment.md', 'benchmark=benchmark.json'].flatMap(one => [
    '--export',
    one.replace('=', '=lbbench-report/'),
  ])

  it('says no more than it is given', async () => {
    expect(await argv({})).toEqual(['compare', 'steady', '--out', 'lbbench-report', ...always])
    // Whatever else the words say: the steps that follow look for the report here.
    expect((await argv({ MORE: '--out elsewhere' })).slice(2, 6)).toEqual([
      '--out',
      'elsewhere',
      '--out',
      'lbbench-report',
    ])
  })

  it('says all that it is given, in words that lbbench understands', async () => {
    const words = await argv({
      STRATEGIES: './strategy.ts',
      AGAINST: 'origin/main',
      BASELINE: 'main.json',
      GATES: '  p99 <= 250ms\n\nerrorRate < 1%\n',
      ROUNDS: '5',
      INCONCLUSIVE: 'pass',
      MORE: '--duration 10s\n  --warmup 2s ',
    })
    expect(words).toEqual([
      ...['compare', 'steady', '--strategies', './strategy.ts', '--against', 'origin/main'],
      ...[
        '--baseline',
        'main.json',
        '--rounds',
        '5',
        '--inconclusive',
        'pass',
        '--gate',
        '  p99 <= 250ms',
        '--gate',
        'errorRate < 1%',
      ],
      ...['--duration', '10s', '--warmup', '2s', '--out', 'lbbench-report', ...always],
    ])
    const silent = { write: () => expect.unreachable() }
    const io = { stdout: silent, stderr: silent, env: {}, cwd: folder, signal: new AbortController().signal }
    await parseCommandLine(words, commands, { ...io, now: () => new Date(0) })
  })

  it('hands words on as they are: nothing in them is a pattern, a variable or a command', async () => {
    const nasty = fc.array(fc.constantFrom('$(exit 9)', '`exit 9`', '*', '$HOME', '"', "'", '\\', ';', '&', 'ä'), {
      minLength: 1,
    })
    for (const parts of fc.sample(nasty, { numRuns: 10, seed: 6 })) {
      const word = parts.join('')
      const words = await argv({ STRATEGIES: word, GATES: word, MORE: `${word} -x` })
      expect(words.slice(2, -8)).toEqual(['--strategies', word, '--gate', word, ...word.split(' '), '-x'])
    }
  })

  it.each(['\n', '\r'])('refuses a folder whose name would be an output of its own: %j', async end => {
    writeFileSync(output, '')
    const said = await run('bash', 'run.sh', { ...inputs, REPORT: `x${end}status=0` })
    expect(said).toMatchObject({
      status: 2,
      stdout: expect.stringMatching(/^::error title=lbbench::the input "report"/),
    })
    expect(readFileSync(output, 'utf8')).toBe('')
  })

  it.each([0, 1, 4])('ends as lbbench ends, and tells: %i', async status => {
    writeFileSync(output, '')
    expect(await run('bash', 'run.sh', { ...inputs, ENDS: String(status) })).toMatchObject({ status })
    expect(readFileSync(output, 'utf8')).toBe(`status=${status}\nreport=lbbench-report\n`)
  })
})

describe('comment.js', () => {
  interface Comment {
    readonly id: number
    readonly user: { readonly type: string }
    readonly body: string
  }
  let server: Server | undefined
  afterEach(() => server?.close())

  const body = '<!-- lbbench steady -->\n## lbbench steady: 1 failed\n'
  const file = join(folder, 'comment.md')
  writeFileSync(file, body)

  /** A repository's comments, as GitHub's API serves them; `asked` grows with what is asked. */
  async function github(
    comments: readonly Comment[],
    asked: string[],
    refuse = false,
    bodies: string[] = [],
  ): Promise<Record<string, string>> {
    server = createServer(async (request, response) => {
      const url = new URL(request.url!, 'http://x')
      const sent = await bodyOf(request)
      asked.push(`${request.method} ${url.pathname}${sent === '' ? '' : ` ${JSON.parse(sent).body === body}`}`)
      expect(request.headers.authorization).toBe('Bearer secret')
      if (sent !== '') bodies.push(JSON.parse(sent).body)
      const page = Number(url.searchParams.get('page'))
      response.statusCode = refuse && request.method !== 'GET' ? 403 : 200
      response.end(JSON.stringify(request.method === 'GET' ? comments.slice((page - 1) * 100, page * 100) : {}))
    })
    await new Promise<void>(resolve => server!.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    const about = { GITHUB_REPOSITORY: 'acme/shop', PULL_REQUEST: '7', TOKEN: 'secret', COMMENT: file }
    return { ...about, GITHUB_API_URL: `http://127.0.0.1:${port}` }
  }

  const other = (id: number): Comment => ({ id, user: { type: 'User' }, body: 'looks good' })

  it('writes a first comment', async () => {
    const asked: string[] = []
    // Somebody quotes the mark: theirs is not ours to change.
    const env = await github([other(1), { ...other(2), body }], asked)
    expect(await run(process.execPath, 'comment.js', env)).toMatchObject({ status: 0, stdout: 'commented\n' })
    expect(asked).toEqual(['GET /repos/acme/shop/issues/7/comments', 'POST /repos/acme/shop/issues/7/comments true'])
  })

  it('replaces its own, however many others there are', async () => {
    const asked: string[] = []
    const own = { id: 333, user: { type: 'Bot' }, body: `${body.split('\n')[0]}\r\nof yesterday` }
    const env = await github([...Array.from({ length: 100 }, (_, i) => other(i)), own], asked)
    expect(await run(process.execPath, 'comment.js', env)).toMatchObject({ status: 0, stdout: 'updated the comment\n' })
    expect(asked.at(-1)).toBe('PATCH /repos/acme/shop/issues/comments/333 true')
  })

  it('of another key is left alone: the jobs of a matrix have a comment each', async () => {
    const bodies: string[] = []
    const comments: Comment[] = [{ id: 1, user: { type: 'Bot' }, body }]
    for (const [i, key] of ['lbbench ./a.ts', 'lbbench ./b.ts --> x', 'lbbench ./a.ts'].entries()) {
      const asked: string[] = []
      const env = await github(comments, asked, false, bodies)
      const said = await run(process.execPath, 'comment.js', { ...env, COMMENT_KEY: key })
      expect(said.stdout).toBe(i < 2 ? 'commented\n' : 'updated the comment\n')
      if (i === 2) expect(asked.at(-1)).toMatch(/^PATCH .*\/comments\/2 /)
      comments.push({ id: i + 2, user: { type: 'Bot' }, body: bodies.at(-1)! })
      server?.close()
    }
    expect(bodies[0]).toBe(bodies[2])
    for (const one of bodies)
      expect(one).toMatch(/^<!-- lbbench steady [0-9a-f]{16} -->\n## lbbench steady: 1 failed\n$/)
  })

  it('of a token that may not write is a warning', async () => {
    const said = await run(process.execPath, 'comment.js', await github([], [], true))
    expect(said).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^::warning title=lbbench could not comment::POST .* gave 403: {}/),
    })
  })

  it('says nothing where the run wrote nothing', async () => {
    const env = { ...(await github([], [])), COMMENT: join(folder, 'none.md') }
    expect(await run(process.execPath, 'comment.js', env)).toMatchObject({
      status: 0,
      stdout: expect.stringMatching(/^no comment: /),
    })
  })
})

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const part of request) text += String(part)
  return text
}
