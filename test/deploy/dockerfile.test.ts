import { existsSync, readFileSync } from 'node:fs'
import { expect, it, test } from 'vitest'
import { packageRoot } from '../process/tiny-scenario.js'
import { textOf } from './deploy-files.js'
import { execForm, readDockerfile } from './dockerfile.js'
import { understood } from './lbbench-line.js'

const instructions = readDockerfile(textOf('Dockerfile'))
const finalStage = instructions.slice(instructions.findLastIndex(({ name }) => name === 'FROM'))
const manifest = JSON.parse(readFileSync(`${packageRoot}/package.json`, 'utf8')) as { files: string[] }
const all = (name: string) => instructions.filter(instruction => instruction.name === name)
const last = (name: string) => all(name).at(-1)!.text

it('begins with an image, and every stage is on the Node that lbbench needs', () => {
  expect(instructions[0]!.name).toBe('FROM')
  for (const { text } of all('FROM')) expect(text).toMatch(/^node:20-slim( AS \w+)?$/)
})

it('copies what is there, and what the build may see', () => {
  const seen = textOf('Dockerfile.dockerignore')
    .split('\n')
    .filter(line => line.startsWith('!'))
    .map(line => line.slice(1))
  const sources = all('COPY')
    .filter(({ flags }) => flags.from === undefined)
    .flatMap(({ text }) => text.split(/\s+/).slice(0, -1))
  expect(sources.length).toBeGreaterThan(5)
  for (const source of sources) {
    expect(existsSync(`${packageRoot}/${source}`), source).toBe(true)
    expect(seen, source).toContain(source)
  }
  expect(seen.filter(path => !sources.includes(path))).toEqual([])
})

it('copies from a stage that is there, what was copied or made in it', () => {
  const stages = all('FROM').flatMap(({ text }) => / AS (\w+)$/.exec(text)?.[1] ?? [])
  const made = ['node_modules', 'dist']
  const build = instructions.slice(0, instructions.indexOf(finalStage[0]!)).filter(({ name }) => name === 'COPY')
  const there = [...made, ...build.flatMap(({ text }) => text.split(/\s+/).slice(0, -1))]
  const copies = all('COPY').filter(({ flags }) => flags.from !== undefined)
  expect(copies.length).toBeGreaterThan(2)
  for (const { flags, text } of copies) {
    expect(stages).toContain(flags.from)
    for (const source of text.split(/\s+/).slice(0, -1)) expect(there).toContain(source.replace(/^\/src\//, ''))
  }
})

it('holds all that the package holds, but for words and examples', () => {
  const copied = finalStage.filter(({ name }) => name === 'COPY').map(({ text }) => text.split(/\s+/).at(-1)!)
  for (const name of manifest.files) if (!/\.(md|svg)$|^(examples|man)$/.test(name)) expect(copied).toContain(name)
})

it('runs without root, and nothing after that could need it', () => {
  const user = finalStage.findIndex(({ name }) => name === 'USER')
  expect(finalStage[user]!.text).toBe('node')
  expect(finalStage.slice(user).every(({ name }) => !['RUN', 'COPY', 'ADD'].includes(name))).toBe(true)
})

it('is a backend by default: a valid command on the port that it exposes and checks', async () => {
  expect(execForm(last('ENTRYPOINT'))).toEqual(['node', '/app/bin/lbbench.js'])
  const command = execForm(last('CMD'))
  await understood(command)
  const port = command[command.indexOf('--port') + 1]
  expect(last('EXPOSE')).toBe(port)
  const [, check] = /CMD (\[.*\])$/.exec(last('HEALTHCHECK'))!
  expect(execForm(check!).join(' ')).toContain(`http://127.0.0.1:${port}/health`)
})

test.each(['FORM node', 'RUN', '{', 'copy a b'])('a Dockerfile with the line %j is none', line => {
  expect(() => readDockerfile(`FROM node\n${line}\n`)).toThrow(`not an instruction: ${line}`)
})

test('a shell form is no exec form', () => expect(() => execForm('node x.js')).toThrow())
