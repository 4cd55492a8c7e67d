import { describe, expect, it } from 'vitest'
import { sessionFields, storeTiming, visitOf } from '../../../src/live/backends/session-visit.js'
import type { WireRequest } from '../../../src/live/wire/handler.js'
import { sessionAsks, sessionEnds } from '../../../src/model/sessions.js'

function request(fields: Readonly<Record<string, string>>): WireRequest {
  return { method: 'GET', target: '/', bodyBytes: 0, header: name => fields[name] }
}

describe('visitOf', () => {
  it.each([
    ['no word of it', {}, undefined],
    ['nonsense', { 'x-lbbench-session': 'yes' }, undefined],
    [
      'a login, whatever it still holds',
      { 'x-lbbench-session': 'login', cookie: 'session=a' },
      [sessionAsks.login, ''],
    ],
    [
      'a session among others',
      { 'x-lbbench-session': 'need', cookie: 'a=b; session=x-1.y_=; c=d' },
      [sessionAsks.need, 'x-1.y_='],
    ],
    ['a name that only ends alike', { 'x-lbbench-session': 'need', cookie: 'mysession=a' }, [sessionAsks.need, '']],
    ['none', { 'x-lbbench-session': 'need' }, [sessionAsks.need, '']],
  ])('%s', (_, fields, expected) => {
    const visit = visitOf(request(fields))
    expect(visit && [visit.ask, visit.token]).toEqual(expected)
  })
})

describe('what an answer says', () => {
  const visit = { ...visitOf(request({ 'x-lbbench-session': 'login' }))!, gained: 'abc' }

  it.each([
    [sessionEnds.new, undefined, 'x-lbbench-session: new\r\nset-cookie: session=abc; Path=/; HttpOnly\r\n'],
    [sessionEnds.new, 60, 'x-lbbench-session: new\r\nset-cookie: session=abc; Path=/; HttpOnly; Max-Age=60\r\n'],
    [sessionEnds.kept, 60, 'x-lbbench-session: kept\r\n'],
    [sessionEnds.lost, 60, 'x-lbbench-session: lost\r\n'],
    [sessionEnds.failed, 60, 'x-lbbench-session: failed\r\n'],
    [sessionEnds.none, 60, ''],
  ])('of %d, for %s s', (end, seconds, text) => {
    expect(sessionFields({ ...visit, end }, seconds)).toBe(text)
  })

  it('tells the time of the store, where one was asked', () => {
    expect(storeTiming(visit)).toBe('')
    expect(storeTiming({ ...visit, storeMs: 0.31254 })).toBe(', store;dur=0.3125')
  })
})
