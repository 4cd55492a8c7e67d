#!/bin/bash
# Made the files beside it, once: an authority, and certificates it signed, valid from 2020 to 2120. Keys are for tests only.
set -eu
here="$(cd "$(dirname "$0")" && pwd)"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cd "$work"
touch index.txt
cat > ca.cnf <<'CNF'
[ca]
default_ca = authority
[authority]
database = index.txt
new_certs_dir = .
rand_serial = yes
default_md = sha256
policy = any
unique_subject = no
[any]
commonName = supplied
CNF
request() { # NAME
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=lbbench test $1" -keyout "$1.key" -out "$1.csr"
}
sign() { # NAME END EXTENSION [FLAGS]
  local name="$1" end="$2" extension="$3"
  shift 3
  openssl ca -batch -notext -config ca.cnf -startdate 20200101000000Z -enddate "$end" -extfile <(printf '%s\n' "$extension") \
    -in "$name.csr" -out "$name.pem" -keyfile authority.key "$@"
}
request authority
sign authority 21200101000000Z 'basicConstraints=critical,CA:TRUE' -selfsign
for name in server elsewhere expired; do request "$name"; done
sign server 21200101000000Z 'subjectAltName=DNS:localhost,IP:127.0.0.1' -cert authority.pem
sign elsewhere 21200101000000Z 'subjectAltName=DNS:elsewhere.test' -cert authority.pem
sign expired 20210101000000Z 'subjectAltName=DNS:localhost,IP:127.0.0.1' -cert authority.pem
cp authority.pem server.pem server.key elsewhere.pem elsewhere.key expired.pem expired.key "$here"
