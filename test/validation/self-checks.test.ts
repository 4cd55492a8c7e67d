import { expect, it } from 'vitest'
import { conservation } from '../../src/validation/self-checks/conservation.js'
import { little } from '../../src/validation/self-checks/little.js'
import { order } from '../../src/validation/self-checks/order.js'
import { sameAgain } from '../../src/validation/self-checks/same-again.js'
import { scaling } from '../../src/validation/self-checks/scaling.js'
import { shares } from '../../src/validation/self-checks/shares.js'

it.each([sameAgain, scaling, conservation, little, order, shares])('%o', check => {
  expect(check()).toMatchObject({ holds: true })
})
