#!/bin/sh
# Install Debian's PostgreSQL where it is missing; needs root and apt. Says on stderr why where it cannot.
set -e
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 && exit 0
command -v initdb >/dev/null && exit 0
command -v apt-get >/dev/null || { echo "no apt-get here" >&2; exit 1; }
[ "$(id -u)" = 0 ] || { echo "installing postgresql needs root" >&2; exit 1; }
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql
