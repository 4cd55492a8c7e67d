import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { join } from 'node:path'
import { LbbenchError } from '../../../errors.js'
import type { Hands } from '../external/running.js'
import { caddyConfiguration } from './configuration.js'
import { adminSocket } from './trial-options.js'

/** As `caddy reload` does it: the whole configuration anew. Who is not in the pool is not in it; how often others failed is kept. */
export const caddyHands: Hands = {
  async change({ setup, folder }) {
    const { statusCode, text } = await post(join(folder, adminSocket), '/load', caddyConfiguration(setup))
    if (statusCode !== 200) throw new LbbenchError('ENGINE_FAILED', `Caddy refused another configuration: ${text}`)
  },
}

/** Caddy answers once the old configuration is gone, and that is when its requests have ended. */
async function post(socketPath: string, path: string, body: string): Promise<{ statusCode?: number; text: string }> {
  const headers = { Host: 'localhost', 'Content-Type': 'text/caddyfile' }
  const asked = request({ socketPath, path, method: 'POST', headers })
  try {
    asked.end(body)
    const [answer] = (await once(asked, 'response')) as [IncomingMessage]
    let text = ''
    for await (const chunk of answer.setEncoding('utf8')) text += chunk
    return { ...(answer.statusCode && { statusCode: answer.statusCode }), text }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    throw new LbbenchError('ENGINE_FAILED', `Caddy does not answer on its admin socket: ${why}`)
  }
}
