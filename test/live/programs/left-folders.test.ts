import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ownerFile, sweepLeftFolders } from '../../../src/live/programs/left-folders.js'
import { isGone, thisProcess } from '../../../src/live/programs/owner.js'

/** What a process that has ended said of itself. */
function goneProcess(): string {
  const { pid } = spawnSync(process.execPath, ['--version'])
  return thisProcess().replace(` ${process.pid} `, ` ${pid} `)
}

describe('whether who wrote a line is gone', () => {
  it.each([
    ['this process is there', () => thisProcess(), false],
    ['a process that has ended is not', () => goneProcess(), true],
    ['another that has its number by now is another', () => thisProcess().replace(/\d+$/, '1'), true],
    ['of another machine nobody knows', () => `elsewhere/${goneProcess()}`, false],
    ['what is no such line says nothing', () => 'hello', false],
    ['nor does an empty one', () => '', false],
  ])('%s', (_, line, gone) => {
    expect(isGone(line())).toBe(gone)
  })
})

describe('a sweep of what killed processes left', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sweep-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  function left(name: string, owner?: string): void {
    mkdirSync(join(folder, name, 'logs'), { recursive: true })
    writeFileSync(join(folder, name, 'logs', 'access'), 'GET /')
    if (owner !== undefined) writeFileSync(join(folder, name, ownerFile), owner)
  }

  it('removes those of processes that are gone, and nothing else', async () => {
    left('lbbench-nginx-a', goneProcess())
    left('lbbench-nginx-b', thisProcess())
    left('lbbench-kept')
    left('lbbench-other', 'something else')
    left('others', goneProcess())
    writeFileSync(join(folder, 'lbbench-file'), goneProcess())
    await sweepLeftFolders(folder)
    expect(readdirSync(folder).sort()).toEqual([
      'lbbench-file',
      'lbbench-kept',
      'lbbench-nginx-b',
      'lbbench-other',
      'others',
    ])
  })

  it('follows no link', async () => {
    left('target', goneProcess())
    symlinkSync(join(folder, 'target'), join(folder, 'lbbench-link'))
    left('lbbench-gone', goneProcess())
    symlinkSync(join(folder, 'target'), join(folder, 'lbbench-gone', 'inside'))
    await sweepLeftFolders(folder)
    expect(existsSync(join(folder, 'target', 'logs', 'access'))).toBe(true)
    expect(readdirSync(folder).sort()).toEqual(['lbbench-link', 'target'])
  })

  it('has nothing to do where there is no folder', async () => {
    await expect(sweepLeftFolders(join(folder, 'missing'))).resolves.toBeUndefined()
  })
})
