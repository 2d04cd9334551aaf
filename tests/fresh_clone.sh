#!/bin/sh
# The README's two commands on a fresh clone of the last commit, in an environment made from nothing:
# the notebooks must execute, and leave notebooks/ and figures/ as they were committed, byte for byte.
#   sh tests/fresh_clone.sh          (or: make fresh)
set -eu
project=$(cd "$(dirname "$0")/.." && pwd)
clone=$(mktemp -d "${TMPDIR:-/tmp}/sources-say-XXXXXX")
trap 'rm -rf "$clone"' EXIT INT TERM
git clone --quiet --no-hardlinks "$project" "$clone/sources-say"
cd "$clone/sources-say"
echo "== make"
make
if ! git diff --quiet -- notebooks figures README.md; then
  echo "make changed what was committed:"
  git diff --stat -- notebooks figures README.md
  git diff -- notebooks | cut -c1-300 | sed -n 1,80p
  exit 1
fi
echo "== make test"
make test
