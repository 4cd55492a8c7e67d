import { expect, it } from 'vitest'
import { authorityOf } from '../../src/live/authority.js'

it.each([
  ['127.0.0.1', '127.0.0.1:80'],
  ['localhost', 'localhost:80'],
  ['::1', '[::1]:80'],
  ['fe80::1%eth0', '[fe80::1%eth0]:80'],
])('%s', (host, expected) => expect(authorityOf(host, 80)).toBe(expected))
