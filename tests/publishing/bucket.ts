// A bucket for tests: as much of S3 as rclone asks for.

import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface StoredObject {
  readonly body: Buffer;
  readonly cacheControl: string | undefined;
  readonly mtime: string | undefined;
}

export interface Bucket {
  readonly objects: Map<string, StoredObject>;
  /** What was sent and removed, in order: `PUT index.html`. */
  readonly changes: string[];
  /** Keys that no one may touch. */
  readonly refused: Set<string>;
  /** What rclone has to know of it, for a remote `test:`. */
  readonly env: { readonly [name: string]: string };
  readonly close: () => void;
}

export async function openBucket(): Promise<Bucket> {
  const objects = new Map<string, StoredObject>();
  const changes: string[] = [];
  const refused = new Set<string>();
  const server = createServer((request, response) => {
    const isRefused = [...refused].some((key) => request.url?.includes(key));
    if (isRefused) response.writeHead(403).end();
    else void answer(request, response, objects, changes);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    objects,
    changes,
    refused,
    env: {
      RCLONE_CONFIG: '/dev/null',
      RCLONE_CONFIG_TEST_TYPE: 's3',
      RCLONE_CONFIG_TEST_PROVIDER: 'Other',
      RCLONE_CONFIG_TEST_ENDPOINT: `http://127.0.0.1:${port}`,
      RCLONE_CONFIG_TEST_ACCESS_KEY_ID: 'key',
      RCLONE_CONFIG_TEST_SECRET_ACCESS_KEY: 'secret',
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function answer(request: IncomingMessage, response: ServerResponse, objects: Map<string, StoredObject>, changes: string[]) {
  const url = new URL(request.url ?? '', 'http://x');
  const key = decodeURIComponent(url.pathname.replace(/^\/[^/]*\/?/, ''));
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  if (!key) return response.end(request.method === 'GET' ? listing(url.searchParams, objects) : '');
  if (request.method === 'PUT') {
    const { 'cache-control': cacheControl, 'x-amz-meta-mtime': mtime } = request.headers;
    const body = Buffer.concat(parts);
    objects.set(key, { body, cacheControl, mtime: typeof mtime === 'string' ? mtime : undefined });
    changes.push(`PUT ${key}`);
    return response.writeHead(200, { etag: etagOf(body) }).end();
  }
  if (request.method === 'DELETE') {
    objects.delete(key);
    changes.push(`DELETE ${key}`);
    return response.writeHead(204).end();
  }
  const found = objects.get(key);
  if (!found) return response.writeHead(404).end();
  response.writeHead(200, {
    etag: etagOf(found.body),
    'content-length': found.body.length,
    'last-modified': new Date(0).toUTCString(),
    ...(found.mtime && { 'x-amz-meta-mtime': found.mtime }),
  });
  return response.end(request.method === 'HEAD' ? undefined : found.body);
}

function etagOf(body: Buffer): string {
  return `"${createHash('md5').update(body).digest('hex')}"`;
}

/** What is in a folder, and the folders in it (ListObjects of S3). */
function listing(asked: URLSearchParams, objects: Map<string, StoredObject>): string {
  const prefix = asked.get('prefix') ?? '';
  const isFlat = !asked.get('delimiter');
  const below = [...objects].filter(([key]) => key.startsWith(prefix));
  const folderOf = (key: string) => /^[^/]*\//.exec(key.slice(prefix.length))?.[0];
  const files = below.filter(([key]) => isFlat || folderOf(key) === undefined);
  const folders = isFlat ? [] : [...new Set(below.flatMap(([key]) => folderOf(key) ?? []))];
  const written = (key: string) => (asked.get('encoding-type') === 'url' ? encodeURIComponent(key) : key.replace(/&/g, '&amp;'));
  const contents = files.map(
    ([key, { body }]) =>
      `<Contents><Key>${written(key)}</Key><LastModified>1970-01-01T00:00:00.000Z</LastModified><ETag>${etagOf(body)}</ETag><Size>${body.length}</Size></Contents>`,
  );
  const prefixes = folders.map((folder) => `<CommonPrefixes><Prefix>${written(prefix + folder)}</Prefix></CommonPrefixes>`);
  return `<?xml version="1.0"?><ListBucketResult><Prefix>${written(prefix)}</Prefix><IsTruncated>false</IsTruncated>${contents.join('')}${prefixes.join('')}</ListBucketResult>`;
}
