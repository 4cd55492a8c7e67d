import { describe, expect, it } from 'vitest'
import { readAnswerHead } from '../../src/live/load/answer-head.js'
import { SessionHands } from '../../src/live/load/session-hands.js'
import { sessionEnds } from '../../src/model/sessions.js'

const answer = (said: string, ...cookies: string[]) =>
  readAnswerHead([...(said === '' ? [] : ['x-lbbench-session', said]), ...cookies.flatMap(one => ['Set-Cookie', one])])

describe('SessionHands', () => {
  it('asks for a login first, then shows the cookie it got, and leaves the others to the jar', () => {
    const hands = new SessionHands()
    expect(hands.carry(0, 7, 0)).toEqual({ lines: 'x-lbbench-session: login\r\n', cookie: '' })
    expect(hands.head(0, answer('new', 'LB=b1; path=/', 'session=abc=; Path=/; HttpOnly'), 0)).toEqual([
      'LB=b1; path=/',
    ])
    expect(hands.ended(0, 7, true)).toBe(sessionEnds.new)
    expect(hands.carry(1, 7, 1)).toEqual({ lines: 'x-lbbench-session: need\r\n', cookie: 'session=abc=' })
    expect(hands.carry(2, 8, 1).cookie).toBe('')
  })

  it('logs in again after a loss', () => {
    const hands = new SessionHands()
    hands.carry(0, 7, 0)
    hands.head(0, answer('new', 'session=abc'), 0)
    hands.ended(0, 7, true)
    hands.carry(1, 7, 1)
    hands.head(1, answer('lost'), 1)
    expect(hands.ended(1, 7, true)).toBe(sessionEnds.lost)
    expect(hands.carry(2, 7, 2).lines).toBe('x-lbbench-session: login\r\n')
    hands.head(2, answer('new', 'session=def'), 2)
    expect(hands.ended(2, 7, true)).toBe(sessionEnds.again)
  })

  it('keeps its session where the store failed', () => {
    const hands = new SessionHands()
    hands.carry(0, 7, 0)
    hands.head(0, answer('failed'), 0)
    expect(hands.ended(0, 7, true)).toBe(sessionEnds.failed)
    hands.carry(1, 7, 1)
    hands.head(1, answer('new', 'session=abc'), 1)
    expect(hands.ended(1, 7, true)).toBe(sessionEnds.new)
    hands.carry(2, 7, 2)
    hands.head(2, answer('failed'), 2)
    expect(hands.ended(2, 7, true)).toBe(sessionEnds.failed)
    expect(hands.carry(3, 7, 3).cookie).toBe('session=abc')
  })

  it('sends a request that goes out twice with what it carried first', () => {
    const hands = new SessionHands()
    const first = hands.carry(0, 7, 0)
    hands.carry(1, 7, 0)
    hands.head(1, answer('new', 'session=abc'), 0)
    hands.ended(1, 7, true)
    expect(hands.carry(0, 7, 1)).toEqual(first)
  })

  it('takes nothing from an answer that broke off, nor from one that says nothing', () => {
    const hands = new SessionHands()
    hands.carry(0, 7, 0)
    hands.head(0, answer('new', 'session=abc'), 0)
    expect(hands.ended(0, 7, false)).toBe(sessionEnds.none)
    hands.carry(1, 7, 0)
    expect(hands.head(1, answer('', 'session=mine'), 0)).toEqual(['session=mine'])
    expect(hands.ended(1, 7, true)).toBe(sessionEnds.none)
    expect(hands.carry(2, 7, 0).lines).toBe('x-lbbench-session: login\r\n')
  })

  it('forgets a cookie whose time is over', () => {
    const hands = new SessionHands()
    hands.carry(0, 7, 0)
    hands.head(0, answer('new', 'session=abc; Max-Age=2'), 0)
    hands.ended(0, 7, true)
    expect(hands.carry(1, 7, 1999).cookie).toBe('session=abc')
    expect(hands.carry(2, 7, 2000).cookie).toBe('')
  })
})
