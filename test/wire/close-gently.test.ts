import { connect, createServer, type Socket } from 'node:net'
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { closeGently } from '../../src/live/wire/close-gently.js'
import { serve } from './lab.js'

/** More than the kernel takes for a peer that does not read. */
const size = 32 << 20

interface Pair {
  readonly near: Socket
  readonly far: Socket
}

/** Two ends of a connection; the far one does not read before it is resumed, and never closes by itself. */
async function pair(): Promise<Pair> {
  let far!: Socket
  const near = await new Promise<Socket>(resolve => {
    const server = createServer({ allowHalfOpen: true }, resolve)
    void serve(server).then(port => {
      far = connect({ port, host: '127.0.0.1', allowHalfOpen: true }).pause()
    })
  })
  for (const socket of [near, far]) socket.on('error', () => {})
  onTestFinished(() => void far.destroy())
  return { near, far }
}

const turn = (): Promise<void> => new Promise(resolve => setImmediate(resolve))
const gone = (socket: Socket): Promise<void> => new Promise(resolve => socket.on('close', () => resolve()))

/** Reads what comes, `pauseMs` after each `step` bytes; resolves to the count at the end of the stream. */
function read(socket: Socket, step = Number.POSITIVE_INFINITY, pauseMs = 0): Promise<number> {
  return new Promise(resolve => {
    let count = 0
    let rest = step
    socket.on('data', chunk => {
      count += chunk.length
      rest -= chunk.length
      if (rest > 0) return
      rest = step
      socket.pause()
      setTimeout(() => socket.resume(), pauseMs)
    })
    socket.on('end', () => resolve(count))
    socket.on('close', () => resolve(count))
    socket.resume()
  })
}

afterEach(() => void vi.useRealTimers())

describe('closing gently', () => {
  test('begins to linger when everything has left, not before', async () => {
    const { near, far } = await pair()
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    near.write('x'.repeat(size), 'latin1')
    closeGently(near)
    for (let i = 0; i < 50; i++) await turn()
    vi.advanceTimersByTime(30_000)
    const finished = new Promise(resolve => near.on('finish', resolve))
    expect(await read(far)).toBe(size)
    await finished
    expect(near.destroyed).toBe(false)
    vi.advanceTimersByTime(30_000)
    expect(near.destroyed).toBe(true)
  })

  test('ends at once where the peer closes too', async () => {
    const { near, far } = await pair()
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const closed = gone(near)
    closeGently(near)
    far.on('end', () => far.end()).resume()
    await closed
    expect(vi.getTimerCount()).toBe(0)
  })

  test('resets a peer that takes nothing', async () => {
    const { near, far } = await pair()
    near.write('x'.repeat(size), 'latin1')
    const closed = gone(near)
    closeGently(near, 60)
    await closed
    expect(await read(far)).toBeLessThan(size)
  })

  test('has patience with one that is slow, though it is one single write', async () => {
    const { near, far } = await pair()
    near.write('x'.repeat(size), 'latin1')
    closeGently(near, 400)
    // 64 pauses of 20 ms: three times the patience in all.
    expect(await read(far, size / 64, 20)).toBe(size)
  })
})
