import { createServer } from 'node:net'
import { expect, it } from 'vitest'
import { listen } from '../../src/live/listen.js'

it('says what to do where the machine has no such address', async () => {
  // RFC 5737: an address that no machine has.
  const listening = listen(createServer(), 18_080, '192.0.2.1', 'a thing')
  await expect(listening).rejects.toMatchObject({
    code: 'PORT_TAKEN',
    hint: expect.stringContaining('this machine has no such address: 127.0.0.1 is always there'),
  })
})
