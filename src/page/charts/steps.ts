/** A place of a picture that can be read: px from its upper left corner, and what is there, in words. */
export interface Step {
  readonly x: number
  readonly y: number
  readonly says: string
}

/** From left to right; of pictures with rows of cells a list a row, from above to below. */
export type Steps = readonly (readonly Step[])[]

const offered = new WeakMap<Element, () => Steps>()

/** Tells where a picture can be read, for whoever has no pointer; asked for only once somebody does. */
export function offerSteps(picture: Element, steps: () => Steps): Element {
  offered.set(picture, steps)
  return picture
}

/** None where a picture has nothing to read. */
export function stepsOf(picture: Element): Steps {
  return offered.get(picture)?.() ?? []
}
