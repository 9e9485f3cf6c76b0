#!/bin/sh
# Install Debian's Chromium where it is missing; needs root and apt. Says on stderr why where it cannot.
set -e
command -v chromium >/dev/null && exit 0
command -v apt-get >/dev/null || { echo "no apt-get here" >&2; exit 1; }
[ "$(id -u)" = 0 ] || { echo "installing chromium needs root" >&2; exit 1; }
apt-get update -qq
DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium fonts-noto-core fonts-dejavu-core
