#!/bin/sh
# Installs what this project needs of the system, or says what to install.
# Usage: packages.sh PYTHON runtime|tests…
#
# Debian as root: installs. Debian as somebody else: prints the one command. Anywhere else: prints
# the list. Looks for the things themselves, not for package names, so that a Python or a browser
# that came another way is good enough.
set -eu

python=$1
shift
missing=''

need() { # need PACKAGE COMMAND...: PACKAGE is missing where COMMAND fails
  package=$1
  shift
  "$@" >/dev/null 2>&1 || missing="$missing $package"
}

loads() { "$python" -c 'import ctypes, sys; ctypes.CDLL(sys.argv[1])' "$1"; }

has_certificates() {
  [ -e /etc/ssl/certs/ca-certificates.crt ] || [ -e /etc/ssl/cert.pem ] || [ -e /etc/pki/tls/cert.pem ]
}

has_browser() {
  for name in "${LOCKIN_CHROMIUM:-chromium}" chromium chromium-browser google-chrome google-chrome-stable; do
    command -v "$name" && return
  done
  [ -d '/Applications/Google Chrome.app' ]
}

has_postgresql() {
  command -v initdb || ls /usr/lib/postgresql/*/bin/initdb
}

if ! command -v "$python" >/dev/null; then
  echo "$python is not installed. Lockin needs Python 3.11 or later: make PYTHON=/path/to/python3 setup"
  exit 1
fi
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
  echo "$("$python" --version 2>&1) is too old. Lockin needs Python 3.11 or later: make PYTHON=python3.13 setup"
  exit 1
fi

need_runtime() {
  need "$(basename "$python")-venv" "$python" -c 'import ensurepip, venv'
  need ca-certificates has_certificates
  need chromium has_browser
  if [ "$(uname)" = Darwin ]; then
    need pango loads "$(brew --prefix 2>/dev/null || echo /usr/local)/lib/libpango-1.0.dylib"
  else
    need libpango-1.0-0 loads libpango-1.0.so.0
    need libpangoft2-1.0-0 loads libpangoft2-1.0.so.0
    need libharfbuzz-subset0 loads libharfbuzz-subset.so.0
  fi
}

need_tests() {
  need git command -v git
  need postgresql has_postgresql
  need poppler-utils command -v pdftotext
  need redis-server command -v redis-server
  need curl command -v curl
}

for group in "$@"; do
  "need_$group"
done

[ -n "$missing" ] || exit 0

if ! grep -qs '^ID=debian' /etc/os-release; then
  echo "Please install, under the names that this system has for them:$missing"
  exit 1
fi

install="apt-get install --no-install-recommends$missing"
if [ "$(id -u)" != 0 ]; then
  echo "Packages are missing. Please run as root: apt-get update && $install"
  exit 1
fi

export DEBIAN_FRONTEND=noninteractive LC_ALL=C
log=$(mktemp)
no_server=/etc/postgresql-common/createcluster.d/lockin.conf
trap 'rm -f "$log" "$no_server"' EXIT

apt-get update -qq || echo "apt-get update failed; going on with the lists that are there."
echo "Installing Debian packages:$missing"
# shellcheck disable=SC2086  # one word per package
{ apt-get install --no-install-recommends --assume-no $missing || true; } |
  sed -n -e 's/^Need to get \(.*\) of archives.*/  to download: \1/p' \
    -e 's/^After this operation, \(.*\) of additional.*/  on disk: \1/p'

# Tests start a server of their own; Debian's package would start one for the whole machine.
case $missing in
  *postgresql*)
    mkdir -p "$(dirname "$no_server")"
    echo 'create_main_cluster = false' >"$no_server"
    ;;
esac

# shellcheck disable=SC2086
if ! apt-get install --no-install-recommends --yes $missing >"$log" 2>&1 </dev/null; then
  cat "$log"
  exit 1
fi
