import { connect, createServer, type Socket } from 'node:net'

/** A connection on an otherwise idle machine takes a fraction of a millisecond; where a firewall drops it, none comes. */
const patienceMs = 500

/** '' where a server on `address` can be reached and a byte comes back, else why not. Nothing stays open. */
export function tryLoopback(address: string): Promise<string> {
  return new Promise(resolve => {
    let client: Socket | undefined
    const server = createServer(socket => socket.on('error', () => undefined).end('x'))
    const end = (why: string): void => {
      clearTimeout(patience)
      client?.destroy()
      server.close(() => resolve(why))
    }
    const patience = setTimeout(() => end(`no answer from ${address} within ${patienceMs} ms`), patienceMs)
    server.on('error', error => end(`cannot listen on ${address}: ${error.message}`))
    server.listen({ port: 0, host: address }, () => {
      const { port } = server.address() as { readonly port: number }
      client = connect({ port, host: address })
      client.on('data', () => end(''))
      client.on('error', error => end(`cannot connect to ${address}: ${error.message}`))
    })
  })
}
