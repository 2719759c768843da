#!/bin/sh
# Sends dist/ to a bucket: bucket.sh REMOTE [PATH]
#   REMOTE  the destination in the notation of rclone: s3:my-bucket
#   PATH    the path in the site's address, if it has one: /blog
set -eu
remote=$1
base=${2:-}
list=$(mktemp -d)
trap 'rm -rf "$list"' EXIT

# Lists the files that dist/_headers declares immutable, as filters of rclone, whose names are not percent-encoded.
node -e '
  const { readFileSync } = require("node:fs");
  const base = process.argv[1];
  for (const rule of readFileSync("dist/_headers", "utf8").split(/\n\n+/)) {
    const [address = "", ...headers] = rule.trim().split("\n");
    if (!headers.some((header) => header.includes("immutable")) || !address.startsWith(base)) continue;
    const name = decodeURIComponent(address.slice(base.length)).replace(/[\\[\]{}?]/g, "\\$&");
    console.log(name.replace(/\*/g, "**"));
  }
' "$base" >"$list/immutable"

# Files for hosts, which readers need not see.
unserved='- /.*
- /_headers
- /_redirects'
{ echo "$unserved"; sed 's/^/+ /' "$list/immutable"; echo '- **'; } >"$list/first"
{ echo "$unserved"; sed 's/^/- /' "$list/immutable"; echo '+ **'; } >"$list/second"
{ echo "$unserved"; echo '+ **'; } >"$list/all"

rclone copy dist "$remote" --checksum --filter-from "$list/first" \
  --header-upload 'Cache-Control: public, max-age=31536000, immutable'
rclone copy dist "$remote" --checksum --filter-from "$list/second" \
  --header-upload 'Cache-Control: public, max-age=0, must-revalidate'
# Everything new is in place, so old files can be removed.
rclone sync dist "$remote" --checksum --filter-from "$list/all"

# The deployed addresses are public now and must keep working. Commit content/urls.yaml afterwards.
if [ -f content/urls.yaml ] && [ -f package.json ] && [ "$(npm pkg get scripts.urls)" != '{}' ]; then
  npm run --silent urls -- --publish
fi
