/**
 * Whether a request may go to another backend once one may have seen it. What RFC 9110 9.2.2 would also call unsafe to
 * repeat is repeated all the same, as nginx does: all but these.
 */
export function isRepeatable(method: string): boolean {
  return !onceOnly.has(method)
}

const onceOnly = new Set(['POST', 'PATCH', 'LOCK'])
