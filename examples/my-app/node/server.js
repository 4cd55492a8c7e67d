// An app of your own as a backend of lbbench: all it has to do for it is to say its name (LBBENCH_NAME) in one header, and to
// answer a path once it is ready. What it does else is its own business: here, prices that take a moment to look up.
import { createServer } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'

const [host, port] = process.argv.slice(2)
const name = process.env.LBBENCH_NAME ?? 'my-node-app'

const server = createServer(async (request, response) => {
  response.setHeader('x-lbbench-backend', name)
  // Also what lbbench warms up with: connections and code are to be ready before anything is measured.
  if (request.url === '/health' || request.headers['x-lbbench-prime'] !== undefined) return response.end()
  const began = performance.now()
  const price = await lookUp(request.url)
  // Welcome, not needed: reports then tell the app's own time apart from the way there (https://www.w3.org/TR/server-timing/).
  response.setHeader('server-timing', `app;dur=${(performance.now() - began).toFixed(3)}`)
  response.setHeader('content-type', 'application/json')
  response.end(`${JSON.stringify(price)}\n`)
})

/** As a database would: 5 to 25 ms, the same for the same article. */
async function lookUp(path) {
  const article = [...path].reduce((sum, character) => (sum * 31 + character.charCodeAt(0)) % 1000, 7)
  await delay(5 + article / 50)
  return { article, cents: 100 + article }
}

server.listen(Number(port), host)
process.on('SIGTERM', () => server.close())
