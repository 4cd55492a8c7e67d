import type { RoutedRequest } from '../balancer.js'

/** What keeps a client with its backend. `none` where it names no backend. */
export interface Sessions {
  /** The backend of the request's session. */
  find(request: RoutedRequest, nowMs: number): number
  /** The session's backend is this from now on. */
  bind(request: RoutedRequest, backend: number, nowMs: number): void
  /** Whether the session had begun before this request. */
  isOld(request: RoutedRequest): boolean
  /** Value of the cookie to be set with that backend's answer. */
  cookieFor?(request: RoutedRequest, backend: number): string | undefined
  /** Where it goes while its own may not serve; without this the strategy says. */
  instead?(request: RoutedRequest, tried: readonly number[]): number
  /** A backend joined or left. */
  membersChanged?(): void
}

export const none = -1
