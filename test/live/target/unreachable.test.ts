import { expect, it } from 'vitest'
import { unreachable } from '../../../src/live/engines/target/unreachable.js'

const names =
  "Hostname/IP does not match certificate's altnames: Host: lb.example. is not in the cert's altnames: DNS:a, DNS:b"
const alert =
  'C0:error:0A000410:SSL routines:ssl3_read_bytes:sslv3 alert handshake failure:../deps/x.c:1590:SSL alert number 40\n'

it.each([
  ['ENOTFOUND', '', 'the name PLACE has no address'],
  ['EAI_AGAIN', '', 'the name PLACE has no address'],
  ['ECONNREFUSED', '', 'nobody listens on PLACE'],
  ['TimeoutError', '', 'PLACE does not answer within 10 s'],
  ['ETIMEDOUT', '', 'PLACE does not answer within 10 s'],
  ['EHOSTUNREACH', '', 'there is no route from here to PLACE'],
  ['ENETUNREACH', '', 'there is no route from here to PLACE'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', '', 'the certificate of PLACE is signed by nobody this machine trusts'],
  ['SELF_SIGNED_CERT_IN_CHAIN', '', 'the certificate of PLACE is signed by nobody this machine trusts'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', '', 'the certificate of PLACE is signed by nobody this machine trusts'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', '', 'the certificate of PLACE is signed by nobody this machine trusts'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', names, 'the certificate of PLACE is for other names (DNS:a, DNS:b)'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'no names at all', 'the certificate of PLACE is for other names (it names none)'],
  ['CERT_HAS_EXPIRED', '', 'the certificate of PLACE is not valid at this time'],
  ['CERT_NOT_YET_VALID', '', 'the certificate of PLACE is not valid at this time'],
  ['ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL', '', 'PLACE does not speak HTTP/1.1'],
  ['ERR_SSL_WRONG_VERSION_NUMBER', '', 'PLACE does not speak TLS'],
  ['EPROTO', '', 'PLACE does not speak TLS'],
  ['ECONNRESET', '', 'PLACE closes the connection at once'],
  [
    'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE',
    alert,
    'no TLS connection to PLACE comes about (sslv3 alert handshake failure)',
  ],
  ['EWHATEVER', '', 'PLACE cannot be talked to (EWHATEVER)'],
])('%s: %s', (code, message, sentence) => {
  const error = unreachable('https://lb.example', 'PLACE', Object.assign(new Error(message), { code }))
  expect(error).toMatchObject({ code: 'ENGINE_FAILED', message: `https://lb.example cannot be measured: ${sentence}` })
})

it('goes by the name of an error that has no code', () => {
  const error = Object.assign(new Error('The operation was aborted due to timeout'), { name: 'TimeoutError' })
  expect(unreachable('http://h', 'PLACE', error).message).toContain('does not answer')
})
