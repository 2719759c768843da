#!/bin/sh
# Sends dist/ to a server: server.sh USER@HOST:FOLDER
set -eu
target=$1

send() {
  rsync --recursive --checksum --delay-updates --exclude '/.*' --exclude /_headers --exclude /_redirects "$@" dist/ "$target/"
}

send --exclude '*.html' --exclude '*.html.gz' --exclude '*.html.br'
send --delete-after

# What is deployed is published: its addresses are for ever. Commit content/urls.yaml afterwards.
if [ -f content/urls.yaml ] && [ -f package.json ] && [ "$(npm pkg get scripts.urls)" != '{}' ]; then
  npm run --silent urls -- --publish
fi
