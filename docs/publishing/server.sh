#!/bin/sh
# Sends dist/ to a server: server.sh USER@HOST:FOLDER
set -eu
target=$1

send() {
  rsync --recursive --checksum --delay-updates --exclude '/.*' --exclude /_headers --exclude /_redirects "$@" dist/ "$target/"
}

send --exclude '*.html' --exclude '*.html.gz' --exclude '*.html.br'
send --delete-after
