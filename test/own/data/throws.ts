interface Unused {
  x: number
}
const nothing = undefined as unknown as Unused

export default nothing.x
