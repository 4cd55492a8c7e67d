import { expect, it } from 'vitest'
import { Mt19937 } from '../../../src/strategies/hash/mt19937.js'

it('draws what the C++ standard says std::mt19937 does', () => {
  const twister = new Mt19937()
  twister.seed(5489)
  expect(twister.next()).toBe(3499211612)
  for (let draw = 2; draw < 10_000; draw++) twister.next()
  expect(twister.next()).toBe(4123659995)
  twister.seed(5489)
  expect(twister.next()).toBe(3499211612)
})
