type Unused = { readonly x: number }

export function fail(): Unused {
  throw new RangeError('from a helper' as string | number as string)
}
