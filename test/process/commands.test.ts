import { chmodSync, existsSync, mkdtempSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import type { LbbenchError } from '../../src/errors.js'
import { ownTicks } from '../../src/live/process-ticks.js'
import { type CommandSpec, type Commands, startCommands } from '../../src/live/programs/commands.js'
import { ProgramGroup } from '../../src/live/programs/group.js'
import { isRoot } from '../../src/live/programs/temporary-folder.js'
import { eventually, marked, newMark } from './processes.js'

const folder = mkdtempSync(join(tmpdir(), 'lbbench-commands-'))
const mark = newMark()
let logs = 0

/** A shell script as a program that is not ours. */
function shell(script: string, change: Partial<CommandSpec> = {}): CommandSpec {
  const log = join(folder, `log-${logs++}`)
  return {
    title: 'thing',
    diedCode: 'ENGINE_FAILED',
    argv: ['sh', '-c', script],
    cwd: folder,
    env: mark.env,
    log,
    ...change,
  }
}

const newFolder = (): string => mkdtempSync(join(folder, 'own-'))
const left = (): number[] => marked(mark.name)
const forGood = new Promise<never>(() => undefined)

/** Work on commands of a group of its own; resolves to what it failed with. */
async function failureOf(work: (commands: Commands) => Promise<unknown>): Promise<LbbenchError> {
  const group = new ProgramGroup(new AbortController().signal)
  const commands = startCommands(group, false)
  return group
    .during(() => work(commands))
    .then(
      value => Promise.reject(new Error(`did not fail: ${value}`)),
      (error: LbbenchError) => error,
    )
}

describe('programs that are not ours', () => {
  it('that end by themselves fail the work, with what they said last', async () => {
    const failure = await failureOf(async commands => {
      await commands.start(shell('echo first; echo "it broke" >&2; exit 7'))
      await forGood
    })
    expect(failure).toMatchObject({ code: 'ENGINE_FAILED', exitStatus: 3 })
    expect(failure.message).toBe('thing ended unexpectedly: exit status 7: it broke')
  })

  it('are quoted with the complaint, where there is one', async () => {
    const complaint = /\[emerg\] (.*)/
    const failure = await failureOf(async commands => {
      await commands.start(shell('echo "[emerg] bad word"; echo bye; exit 1', { complaint }))
      await forGood
    })
    expect(failure.message).toBe('thing ended unexpectedly: exit status 1: bad word')
  })

  it('that are killed are not blamed for what they said before', async () => {
    const failure = await failureOf(async commands => {
      const { pid } = await commands.start(shell('echo fine; sleep 100'))
      process.kill(-pid, 'SIGKILL')
      await forGood
    })
    expect(failure.message).toBe('thing ended unexpectedly: killed by SIGKILL')
  })

  it('that do not exist cannot be started', async () => {
    const failure = await failureOf(commands => commands.start({ ...shell(''), argv: ['no-such-program'] }))
    expect(failure.message).toBe('thing cannot be started: there is no no-such-program')
    const noFolder = await failureOf(commands => commands.start(shell('true', { cwd: '/no/such/folder' })))
    expect(noFolder).toMatchObject({ code: 'ENGINE_FAILED', message: expect.stringContaining('cannot be started') })
  })

  it('can be stopped, and started again, without a failure', async () => {
    const group = new ProgramGroup(new AbortController().signal)
    const commands = startCommands(group, false)
    await group.during(async () => {
      for (let i = 0; i < 2; i++) {
        const command = await commands.start(shell('sleep 100 & wait'))
        expect(await eventually(() => left().length === 2, 5000)).toBe(true)
        await command.stop()
        expect((await command.gone).message).toContain('killed by SIGKILL')
        expect(await eventually(() => left().length === 0, 5000)).toBe(true)
        // It is gone: nobody else's group gets it.
        await command.signal('SIGKILL')
      }
    })
  })

  it('count as ours with all they used, also where they are started later and killed', async () => {
    const group = new ProgramGroup(new AbortController().signal)
    const commands = startCommands(group, false)
    await group.during(async () => {
      const done = join(folder, 'worked')
      const work = 'i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done'
      const before = ownTicks(group)!
      const command = await commands.start(shell(`(${work}; : > ${done}; sleep 100) & wait`))
      expect(await eventually(() => existsSync(done), 30_000)).toBe(true)
      const alive = ownTicks({ pids: [command.pid], lostTicks: 0 })! - ownTicks({ pids: [], lostTicks: 0 })!
      // Else this test would say nothing.
      expect(alive).toBeGreaterThan(5)
      await command.stop()
      expect(group.pids).not.toContain(command.pid)
      expect(ownTicks(group)! - before).toBeGreaterThanOrEqual(alive)
      // It is not counted twice, by its leader and by itself.
      expect(group.lostTicks).toBeLessThanOrEqual(alive + 1)
    })
  })

  it.each([
    ['the work is done', async () => undefined],
    ['the work fails', () => Promise.reject(new Error('no'))],
  ])('are gone, with their children, once %s', async (_, end) => {
    const group = new ProgramGroup(new AbortController().signal)
    const commands = startCommands(group, false)
    const work = group.during(async () => {
      await commands.start(shell('trap "" TERM; sleep 100 & sleep 100 & wait'))
      expect(await eventually(() => left().length === 3, 5000)).toBe(true)
      await end()
    })
    await work.catch(() => undefined)
    // All are killed by now; whom init has to wait for may be seen a moment longer.
    expect(await eventually(() => left().length === 0, 5000)).toBe(true)
  })

  it('leave no child behind where their leader is killed', async () => {
    await failureOf(async commands => {
      const { pid } = await commands.start(shell('sleep 100 & wait'))
      expect(await eventually(() => left().length === 2, 5000)).toBe(true)
      process.kill(pid, 'SIGKILL')
      await forGood
    })
    expect(await eventually(() => left().length === 0, 5000)).toBe(true)
  })

  it('are gone where their keeper is killed, and the work fails', async () => {
    const group = new ProgramGroup(new AbortController().signal)
    const commands = startCommands(group, false)
    const work = group.during(async () => {
      await commands.start(shell('sleep 100 & wait'))
      expect(await eventually(() => left().length === 2, 5000)).toBe(true)
      process.kill(group.pids[0]!, 'SIGKILL')
      await forGood
    })
    await expect(work).rejects.toMatchObject({ message: expect.stringContaining('killed by SIGKILL') })
    expect(await eventually(() => left().length === 0, 5000)).toBe(true)
  })

  it('go on in their log where they are started again', async () => {
    const spec = shell('echo said; sleep 100')
    const group = new ProgramGroup(new AbortController().signal)
    const commands = startCommands(group, false)
    await group.during(async () => {
      for (const text of ['said\n', 'said\nsaid\n']) {
        const command = await commands.start(spec)
        expect(await eventually(() => readFileSync(spec.log, 'utf8') === text, 5000)).toBe(true)
        await command.stop()
      }
    })
  })

  it('write to no file that somebody else put there', async () => {
    const spec = shell('echo said; exit 1')
    const elsewhere = join(folder, 'elsewhere')
    symlinkSync(elsewhere, spec.log)
    const failure = await failureOf(commands => commands.start(spec))
    expect(failure.code).toBe('ENGINE_FAILED')
    expect(failure.message).toMatch(/^thing cannot be started: EEXIST/)
    expect(existsSync(elsewhere)).toBe(false)
  })

  it('that need no rights are told nothing of our environment but where things are', async () => {
    vi.stubEnv('LBBENCH_TEST_SECRET', 'secret')
    const [plain, unprivileged] = [shell('env; exit 1'), shell('env; exit 1', { unprivileged: { owns: newFolder() } })]
    for (const spec of [plain, unprivileged])
      await failureOf(async commands => {
        await commands.start(spec)
        await forGood
      })
    vi.unstubAllEnvs()
    expect(readFileSync(plain.log, 'utf8')).toContain('LBBENCH_TEST_SECRET=secret\n')
    const told = readFileSync(unprivileged.log, 'utf8')
    expect(told).toContain(`PATH=${process.env.PATH}\n`)
    expect(told).toContain(`${mark.name}\n`)
    expect(told).not.toContain('secret')
  })

  // Nobody else could take rights away.
  if (isRoot())
    it('have no rights, where they need none, but to one folder', async () => {
      const owns = newFolder()
      chmodSync(folder, 0o711)
      const spec = shell('id -u; : > mine; : > ../theirs; exit 1', { cwd: owns, unprivileged: { owns } })
      await failureOf(async commands => {
        await commands.start({ ...spec, log: join(owns, 'log') })
        await forGood
      })
      expect(readFileSync(join(owns, 'log'), 'utf8')).toMatch(/^65534\n.*ermission denied/)
      expect(statSync(join(owns, 'mine')).uid).toBe(65_534)
      // It was made before the folder was given away.
      expect(statSync(join(owns, 'log')).uid).toBe(0)
      expect(existsSync(join(folder, 'theirs'))).toBe(false)
    })
})
