import { LbbenchError } from '../../../errors.js'

/**
 * Why a target cannot be reached, in one sentence.
 * @param origin "https://lb.example"
 * @param place the name that has no address, or the address that does not answer, with its port
 * @param error what Node said; only its code and, of a certificate, its names are shown
 */
export function unreachable(origin: string, place: string, error: NodeJS.ErrnoException): LbbenchError {
  const { code = error.name } = error
  const [sentence, hint] = reasons.find(({ codes }) => codes.test(code))?.say(place, error) ?? [
    `${place} cannot be talked to (${code})`,
  ]
  return new LbbenchError('ENGINE_FAILED', `${origin} cannot be measured: ${sentence}`, hint)
}

interface Reason {
  /** As Node and OpenSSL name them. */
  readonly codes: RegExp
  /** The sentence's end, and what to do. */
  say(place: string, error: Error): [string, string?]
}

const reasons: readonly Reason[] = [
  {
    codes: /^(ENOTFOUND|EAI_\w+|ENODATA|ESERVFAIL)$/,
    say: place => [`the name ${place} has no address`, 'is it spelled right, and does this machine resolve it?'],
  },
  { codes: /^ECONNREFUSED$/, say: place => [`nobody listens on ${place}`, 'is it up, and is the port right?'] },
  {
    codes: /^(ETIMEDOUT|ABORT_ERR|TimeoutError)$/,
    say: place => [
      `${place} does not answer within 10 s`,
      'does a firewall or a security group keep this machine out?',
    ],
  },
  { codes: /^E(HOST|NET)UNREACH$|^EADDRNOTAVAIL$/, say: place => [`there is no route from here to ${place}`] },
  {
    codes: /SELF_SIGNED|UNABLE_TO_(VERIFY|GET_ISSUER)/,
    say: place => [
      `the certificate of ${place} is signed by nobody this machine trusts`,
      'NODE_EXTRA_CA_CERTS=FILE makes an authority known; --target-insecure takes any certificate',
    ],
  },
  {
    codes: /^ERR_TLS_CERT_ALTNAME_INVALID$/,
    say: (place, error) => [
      `the certificate of ${place} is for other names (${namesIn(error)})`,
      'use the name it is for; --target-insecure takes any certificate',
    ],
  },
  {
    codes: /^CERT_(HAS_EXPIRED|NOT_YET_VALID)$/,
    say: place => [`the certificate of ${place} is not valid at this time`, '--target-insecure takes any certificate'],
  },
  {
    codes: /NO_APPLICATION_PROTOCOL/,
    say: place => [`${place} does not speak HTTP/1.1`, 'lbbench speaks no other version'],
  },
  {
    codes: /^(EPROTO|ERR_SSL_(WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST|INVALID_\w+))$/,
    say: place => [`${place} does not speak TLS`, 'is it http:// that is meant, or another port?'],
  },
  { codes: /^ECONN(RESET|ABORTED)$|^EPIPE$/, say: place => [`${place} closes the connection at once`] },
  {
    codes: /^ERR_SSL_/,
    say: (place, { message }) => [`no TLS connection to ${place} comes about (${reasonIn(message)})`],
  },
]

/** Node says: "Hostname/IP does not match certificate's altnames: Host: a. is not in the cert's altnames: DNS:b". */
function namesIn({ message }: Error): string {
  return /altnames: ((?:DNS|IP Address):.*)$/.exec(message)?.[1] ?? 'it names none'
}

/** OpenSSL says: "...:error:0A000410:SSL routines:ssl3_read_bytes:sslv3 alert handshake failure:../deps/...". */
function reasonIn(message: string): string {
  return message.split(':').find(part => / (alert|failure|protocol|version)/.test(part)) ?? message.slice(0, 80)
}
