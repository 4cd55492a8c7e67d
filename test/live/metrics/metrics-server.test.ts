import { describe, expect, it, onTestFinished } from 'vitest'
import { type MetricsServer, serveMetrics } from '../../../src/live/metrics/metrics-server.js'

const host = '127.0.0.1'
const scrape = { headers: { 'X-Prometheus-Scrape-Timeout-Seconds': '1' } }

async function serving(text = async (): Promise<string> => 'x 1\n', port = 0): Promise<MetricsServer> {
  const server = await serveMetrics({ port, host, text })
  onTestFinished(() => server.close())
  return server
}

describe('the port', () => {
  it('serves the text, as it is now, by the type of its format', async () => {
    let value = 0
    const { url } = await serving(async () => `x ${++value}\n`)
    expect(await (await fetch(url)).text()).toBe('x 1\n')
    const answer = await fetch(url)
    expect(await answer.text()).toBe('x 2\n')
    expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
  })

  it('has nothing else', async () => {
    const { url } = await serving()
    expect((await fetch(new URL('/', url))).status).toBe(404)
    expect((await fetch(url, { method: 'POST' })).status).toBe(405)
    expect((await fetch(`${url}?x=1`, { method: 'HEAD' })).status).toBe(200)
  })

  it('is told of where it is taken', async () => {
    const taken = Number(new URL((await serving()).url).port)
    await expect(serving(undefined, taken)).rejects.toMatchObject({
      code: 'PORT_TAKEN',
      exitStatus: 3,
      message: `the metrics port cannot listen on 127.0.0.1:${taken}: the port is taken`,
    })
  })

  it('can be closed while somebody is connected', async () => {
    const server = await serving()
    await fetch(server.url)
    await server.close()
    await expect(fetch(server.url)).rejects.toThrow()
  })
})

describe('when Prometheus comes again', () => {
  it('is known once it came twice', async () => {
    const server = await serving()
    await fetch(server.url, scrape)
    expect(server.nextScrapeMs()).toBeUndefined()
    await fetch(server.url, scrape)
    expect(server.nextScrapeMs()).toEqual(expect.any(Number))
  })

  it('does not depend on who looks by hand', async () => {
    const server = await serving()
    await fetch(server.url)
    await fetch(server.url)
    expect(server.nextScrapeMs()).toBeUndefined()
  })

  it('is noticed, where the scrape began later', async () => {
    let go: () => void = () => undefined
    const held = new Promise<void>(resolve => {
      go = resolve
    })
    let texts = 0
    const server = await serving(async () => {
      if (texts++ === 0) await held
      return ''
    })
    const before = fetch(server.url, scrape)
    // The first scrape has begun once its text was asked for; a second one cannot be answered before.
    while (texts === 0) await new Promise(setImmediate)
    let noticed = false
    const later = server.scraped().then(() => {
      noticed = true
    })
    go()
    await before
    expect(noticed).toBe(false)
    await fetch(server.url, scrape)
    await later
    expect(noticed).toBe(true)
  })
})
