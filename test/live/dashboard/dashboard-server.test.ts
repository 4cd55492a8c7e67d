import { request } from 'node:http'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type DashboardServer, serveDashboard } from '../../../src/live/dashboard/dashboard-server.js'
import type { PageEvent } from '../../../src/live/dashboard/visitors.js'

/** A server whose page, and what there is to know, are what the test says. */
async function serving(present: () => readonly PageEvent[] = () => [], port = 0): Promise<DashboardServer> {
  const server = await serveDashboard({ port, page: () => '<p>the page', present })
  onTestFinished(() => server.close(0))
  return server
}

/** Reads from a stream until it has said `last`, or has ended. */
async function heard(url: string, last: string): Promise<string> {
  const answer = await fetch(new URL('events', url))
  let text = ''
  const decoder = new TextDecoder()
  for await (const chunk of answer.body!) {
    text += decoder.decode(chunk as Uint8Array, { stream: true })
    if (text.includes(last)) break
  }
  return text
}

/** Resolves once so many follow the page. */
async function watched(server: DashboardServer, by = 1): Promise<void> {
  while (server.watchers() < by) await new Promise(resolve => setImmediate(resolve))
}

/** The status of a request with these headers; fetch would not let us lie about the host. */
function statusOf(url: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { headers, agent: false }, answer => {
      answer.destroy()
      resolve(answer.statusCode!)
    })
    asked.on('error', reject).end()
  })
}

describe('the page', () => {
  it('is at /, as it is now, and kept by nobody', async () => {
    const { url } = await serving()
    const answer = await fetch(url)
    expect(await answer.text()).toBe('<p>the page')
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': "frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
    })
    expect(answer.headers.has('access-control-allow-origin')).toBe(false)
  })

  it.each([
    ['/', 'POST', 405],
    ['/events', 'POST', 405],
    ['/favicon.ico', 'GET', 404],
    ['/../package.json', 'GET', 404],
  ])('has nothing else: %s by %s', async (path, method, status) => {
    const { url } = await serving()
    expect((await fetch(new URL(path, url), { method })).status).toBe(status)
  })

  it.each([
    ['127.0.0.1:1234', 200],
    ['localhost', 200],
    ['LOCALHOST:80', 200],
    ['evil.example', 403],
    ['127.0.0.1.evil.example:80', 403],
    ['evil.example:127', 403],
    ['localhost.evil.example', 403],
  ])('answers to the names of this machine, so that no site can read it by its own: %s', async (host, status) => {
    const { url } = await serving()
    expect(await statusOf(url, { host })).toBe(status)
    expect(await statusOf(`${url}events`, { host })).toBe(status)
  })

  it.each([
    ['same-origin', 200],
    ['none', 200],
    ['cross-site', 403],
    ['same-site', 403],
  ])('tells what happens to no page but its own: %s', async (site, status) => {
    const { url } = await serving()
    expect(await statusOf(`${url}events`, { 'sec-fetch-site': site })).toBe(status)
  })

  it('is told of where the port is taken', async () => {
    const taken = Number(new URL((await serving()).url).port)
    await expect(serving(undefined, taken)).rejects.toMatchObject({
      code: 'PORT_TAKEN',
      message: `the dashboard cannot listen on 127.0.0.1:${taken}: the port is taken`,
      hint: 'choose another port, or 0 for any free one',
    })
  })
})

describe('whoever follows it', () => {
  it('is told what there is to know, then what happens', async () => {
    const server = await serving(() => [{ name: 'news', data: { n: 1 } }])
    const text = heard(server.url, '"n":2')
    await watched(server)
    server.tell([{ name: 'news', data: { n: 2, text: 'two\nlines' } }])
    expect(await text).toBe(
      'retry: 1000\n\nevent: news\ndata: {"n":1}\n\nevent: news\ndata: {"n":2,"text":"two\\nlines"}\n\n',
    )
  })

  it('is one of several, who may go as they like', async () => {
    const server = await serving()
    const texts = [heard(server.url, 'first'), heard(server.url, 'second')]
    await watched(server, 2)
    server.tell([{ name: 'first', data: null }])
    await texts[0]
    server.tell([{ name: 'second', data: null }])
    expect(await texts[1]).toContain('event: second')
  })

  it('is told once what is more than fits at once', async () => {
    const big = 'x'.repeat(3_000_000)
    const server = await serving(() => [{ name: 'present', data: big }])
    const text = heard(server.url, 'never')
    await watched(server)
    await server.close(10_000)
    expect((await text).length).toBeLessThan(1.5 * big.length)
  })

  it('is told everything again once it reads again', async () => {
    let n = 0
    const big = 'x'.repeat(1_000_000)
    const server = await serving(() => [{ name: 'present', data: n }])
    const answer = await fetch(new URL('events', server.url))
    await watched(server)
    // More than sockets hold: most of it is never sent.
    for (; n < 100; n++) server.tell([{ name: 'news', data: big }])
    let size = 0
    let end = ''
    for await (const chunk of answer.body!) {
      size += (chunk as Uint8Array).length
      end = end.slice(-100) + new TextDecoder().decode(chunk as Uint8Array)
      if (end.includes('data: 100\n\n')) break
    }
    expect(size).toBeLessThan(50 * big.length)
  })
})

describe('the end', () => {
  it('comes once everybody has heard it', async () => {
    const server = await serving()
    const text = heard(server.url, 'never')
    await watched(server)
    server.tell([{ name: 'finished', data: 'x'.repeat(5_000_000) }])
    await server.close(10_000)
    expect((await text).length).toBeGreaterThan(5_000_000)
    await expect(fetch(server.url)).rejects.toThrow()
  })

  it('tells whoever has not read all before what there is to know, too', async () => {
    const server = await serving(() => [{ name: 'present', data: null }])
    const answer = await fetch(new URL('events', server.url))
    await watched(server)
    server.tell([{ name: 'news', data: 'x'.repeat(20_000_000) }])
    server.tell([{ name: 'finished', data: null }])
    const closed = server.close(10_000)
    expect((await answer.text()).slice(-50)).toMatch(/event: present\ndata: null\n\n$/)
    await closed
  })

  it('waits for a browser that has just got the page', async () => {
    const server = await serving(() => [{ name: 'finished', data: null }])
    await (await fetch(server.url)).text()
    const closed = server.close(10_000)
    expect(await heard(server.url, 'never')).toContain('event: finished')
    await closed
  })

  it('waits for nobody for ever', async () => {
    const server = await serving()
    await fetch(new URL('events', server.url))
    await watched(server)
    server.tell([{ name: 'news', data: 'x'.repeat(50_000_000) }])
    await server.close(50)
    await expect(fetch(server.url)).rejects.toThrow()
  })
})
