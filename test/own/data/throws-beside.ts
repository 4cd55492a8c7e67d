import { fail } from './beside/helper.js'

interface Unused {
  x: number
}

export default fail() as Unused
