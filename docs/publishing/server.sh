#!/bin/sh
# Sends dist/ to a server: server.sh USER@HOST:FOLDER
set -eu
target=$1

send() {
  rsync --recursive --checksum --delay-updates --exclude '/.*' --exclude /_headers --exclude /_redirects "$@" dist/ "$target/"
}

send --exclude '*.html' --exclude '*.html.gz' --exclude '*.html.br'
send --delete-after

# The deployed addresses are public now and must keep working. Commit content/urls.yaml afterwards.
if [ -f content/urls.yaml ] && [ -f package.json ] && [ "$(npm pkg get scripts.urls)" != '{}' ]; then
  npm run --silent urls -- --publish
fi
