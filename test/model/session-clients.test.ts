import { describe, expect, it } from 'vitest'
import { ClientSessions } from '../../src/model/session-clients.js'
import { sessionEnds } from '../../src/model/sessions.js'

const gained = (token: string, untilMs = Infinity) => ({ said: 'new', gained: { token, untilMs } }) as const

describe('ClientSessions', () => {
  it('logs in, keeps what it got, and logs in again once that is lost', () => {
    const clients = new ClientSessions<string>()
    const login = clients.carry(7, 0)
    expect(login).toEqual({ token: undefined, again: false })
    expect(clients.answered(7, login, gained('a'))).toBe(sessionEnds.new)
    const need = clients.carry(7, 1)
    expect(need.token).toBe('a')
    expect(clients.answered(7, need, { said: 'kept' })).toBe(sessionEnds.kept)
    expect(clients.answered(7, need, { said: 'lost' })).toBe(sessionEnds.lost)
    const second = clients.carry(7, 2)
    expect(second).toEqual({ token: undefined, again: true })
    expect(clients.answered(7, second, gained('b'))).toBe(sessionEnds.again)
  })

  it('takes the session that comes last, of several logins under way, and calls none of them repeated', () => {
    const clients = new ClientSessions<string>()
    const [first, second] = [clients.carry(1, 0), clients.carry(1, 0)]
    expect(clients.answered(1, second, gained('b'))).toBe(sessionEnds.new)
    expect(clients.answered(1, first, gained('a'))).toBe(sessionEnds.new)
    expect(clients.carry(1, 1).token).toBe('a')
  })

  it('does not give up a session for what an answer says of an older one', () => {
    const clients = new ClientSessions<string>()
    clients.answered(1, clients.carry(1, 0), gained('a'))
    const [early, late] = [clients.carry(1, 1), clients.carry(1, 1)]
    expect(clients.answered(1, early, { said: 'lost' })).toBe(sessionEnds.lost)
    clients.answered(1, clients.carry(1, 2), gained('b'))
    expect(clients.answered(1, late, { said: 'lost' })).toBe(sessionEnds.stale)
    expect(clients.carry(1, 3).token).toBe('b')
  })

  it('stays logged out after a login that failed', () => {
    const clients = new ClientSessions<string>()
    clients.carry(1, 0)
    expect(clients.carry(1, 5)).toEqual({ token: undefined, again: false })
  })

  it('logs in again when its session is over', () => {
    const clients = new ClientSessions<string>()
    clients.answered(1, clients.carry(1, 0), gained('a', 1000))
    expect(clients.carry(1, 999).token).toBe('a')
    expect(clients.carry(1, 1000)).toEqual({ token: undefined, again: true })
  })

  it('keeps clients apart', () => {
    const clients = new ClientSessions<string>()
    clients.answered(1, clients.carry(1, 0), gained('a'))
    expect(clients.carry(2, 1)).toEqual({ token: undefined, again: false })
  })
})
