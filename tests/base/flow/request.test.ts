// Requests to other servers: none goes to this machine or its network unless the settings allow it, however the address is written
// and wherever names and redirects lead. Texts from servers contain no control characters.

import type { lookup } from 'node:dns';
import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer as createSocketServer } from 'node:net';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { isPrivateAddress } from '../../../scripts/base/flow/privateAddress.js';
import { failureReason, request } from '../../../scripts/base/flow/request.js';

/** Addresses of host names in this test. */
const names: { [name: string]: readonly string[] } = {};
/** Addresses of this machine that count as public. */
const pretended = new Set<string>();
const network = {
  lookup: ((name: string, _options: object, callback: (error: Error | null, found: object[]) => void) =>
    callback(
      null,
      (names[name] ?? ['127.0.0.1']).map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    )) as unknown as typeof lookup,
  isPrivate: (address: string) => !pretended.has(address) && isPrivateAddress(address),
};

let server: Server;
let port = 0;
let connections = 0;
let asked: { url: string; headers: { [name: string]: unknown } }[] = [];
let answer: RequestListener = (_request, response) => void response.end('secret');

beforeAll(async () => {
  server = createServer((message, response) => {
    asked.push({ url: `${message.method} ${message.url}`, headers: message.headers });
    answer(message, response);
  });
  server.on('connection', () => connections++);
  await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => server.close());
beforeEach(() => {
  connections = 0;
  asked = [];
  pretended.clear();
  for (const name of Object.keys(names)) delete names[name];
});

const failure = (url: string) =>
  request(url, { allowPrivate: false, network, timeout: 2000 }).then(() => 'it was asked', failureReason);

/** Sends a request to a server that sends some bytes and leaves the connection open. */
async function saidTo(bytes: string, ask: (url: string) => Promise<string>): Promise<string> {
  const rude = createSocketServer((socket) => void socket.on('error', () => {}).write(bytes, 'latin1'));
  await new Promise<void>((resolve) => rude.listen(0, '127.0.0.1', resolve));
  try {
    return await ask(`http://127.0.0.1:${(rude.address() as AddressInfo).port}/`);
  } finally {
    rude.close();
  }
}
const REFUSED = /address of this machine or of a private network; set `allowPrivate: true`/;

describe('a private address', () => {
  test.each([
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f000001',
    '0x7f.1',
    '0177.0.0.1',
    '017700000001',
    '１２７.0.0.1',
    '127.0.0.1.',
    '0.0.0.0',
    '0',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[0:0:0:0:0:ffff:7f00:0001]',
    '[64:ff9b::7f00:1]',
    '[::127.0.0.1]',
    'localhost',
    'localhost.',
  ])('%s is not connected to', async (host) => {
    expect(await failure(`http://${host}:${port}/`)).toMatch(REFUSED);
    expect(connections).toBe(0);
  });

  test('is not connected to through a name; of several addresses, a public one is used', async () => {
    names['rebound.example'] = ['127.0.0.2', '::1', '10.0.0.1', '169.254.169.254'];
    expect(await failure(`http://rebound.example:${port}/`)).toMatch(REFUSED);
    expect(connections).toBe(0);
    pretended.add('127.0.0.1');
    names['mixed.example'] = ['127.0.0.2', '127.0.0.1'];
    const reply = await request(`http://mixed.example:${port}/`, { allowPrivate: false, network });
    expect([await reply.text(), connections]).toEqual(['secret', 1]);
  });

  test('is not connected to through a redirect', async () => {
    pretended.add('127.0.0.1');
    names['rebound.example'] = ['127.0.0.2'];
    for (const to of ['127.0.0.2', '[::ffff:127.0.0.2]', '2130706434', 'rebound.example']) {
      answer = (_request, response) => void response.writeHead(302, { location: `http://${to}:${port}/` }).end();
      asked = [];
      expect([to, await failure(`http://127.0.0.1:${port}/`)]).toEqual([to, expect.stringMatching(REFUSED)]);
      expect(asked.map(({ url }) => url)).toEqual(['GET /']);
    }
    answer = (_request, response) => void response.end('secret');
  });

  test('is connected to if the settings allow it', async () => {
    answer = (_request, response) => void response.end('secret');
    expect(await (await request(`http://127.0.0.1:${port}/`, { allowPrivate: true })).text()).toBe('secret');
  });

  test('is recognised in every range and spelling of IPv4', () => {
    const within = (network: readonly number[]) =>
      fc.tuple(...network.map((byte) => (byte < 0 ? fc.nat(255) : fc.constant(byte))));
    const networks = [
      [127, -1, -1, -1],
      [10, -1, -1, -1],
      [172, 16, -1, -1],
      [172, 31, -1, -1],
      [192, 168, -1, -1],
      [169, 254, -1, -1],
      [100, 64, -1, -1],
      [100, 127, -1, -1],
      [0, -1, -1, -1],
      [224, -1, -1, -1],
      [255, -1, -1, -1],
    ];
    fc.assert(
      fc.property(fc.oneof(...networks.map(within)), fc.constantFrom('', '::ffff:', '::', '64:ff9b::'), (bytes, prefix) => {
        expect(isPrivateAddress(`${prefix}${bytes.join('.')}`)).toBe(true);
      }),
    );
  });

  test.each([
    '8.8.8.8',
    '1.1.1.1',
    '172.15.0.1',
    '172.32.0.1',
    '100.63.0.1',
    '11.0.0.1',
    '223.255.0.1',
    '2606:4700::1111',
    '64:ff9b::808:808',
    '::ffff:8.8.8.8',
  ])('%s is none', (address) => expect(isPrivateAddress(address)).toBe(false));

  test.each([
    '::',
    '::1',
    'fc00::1',
    'fdff::1',
    'fe80::1',
    'fe80::1%eth0',
    'fec0::1',
    'ff02::1',
    '2002:7f00:1::',
    'localhost',
    '',
  ])('%s is one', (address) => expect(isPrivateAddress(address)).toBe(true));
});

describe('a server', () => {
  const ask = (path: string, more = {}) =>
    request(`http://127.0.0.1:${port}${path}`, { allowPrivate: true, timeout: 2000, ...more });

  test('may redirect, but not endlessly; a password goes only to its own server', async () => {
    answer = (message, response) => {
      if (message.url === '/a') response.writeHead(301, { location: '/b' }).end();
      else if (message.url === '/b') response.writeHead(302, { location: `http://localhost:${port}/c` }).end();
      else if (message.url === '/loop') response.writeHead(307, { location: '/loop' }).end();
      else if (message.url === '/file') response.writeHead(302, { location: 'file:///etc/passwd' }).end();
      else response.end('there');
    };
    const reply = await request(`http://user:p%40ss@127.0.0.1:${port}/a`, { allowPrivate: true });
    expect(await reply.text()).toBe('there');
    const basic = `Basic ${Buffer.from('user:p@ss').toString('base64')}`;
    expect(asked.map(({ url, headers }) => [url, headers.authorization])).toEqual([
      ['GET /a', basic],
      ['GET /b', basic],
      ['GET /c', undefined],
    ]);
    await expect(ask('/loop')).rejects.toThrow(/without end/);
    await expect(ask('/file')).rejects.toThrow(/not a web address/);
    asked = [];
    await (await ask('/a', { method: 'POST', body: 'x' })).text();
    expect(asked.map(({ url }) => url)).toEqual(['POST /a', 'GET /b', 'GET /c']);
  });

  test('may compress, but must not send more than the limit', async () => {
    answer = (_request, response) =>
      void response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(5_000_000, 0x78)));
    await expect(ask('/').then((reply) => reply.bytes(4_000_000))).rejects.toThrow('it is larger than 4 MB');
    expect((await (await ask('/')).bytes(6_000_000)).length).toBe(5_000_000);
  });

  test('that does not respond causes a timeout', async () => {
    answer = () => {};
    expect(await ask('/', { patience: 100 }).catch(failureReason)).toBe('the request timed out');
    answer = (_request, response) => void response.write('x');
    const reply = await ask('/', { patience: 100 });
    expect(await reply.text().catch(failureReason)).toBe('the request timed out');
  });

  test('whose body has no length is not accepted after a timeout', async () => {
    const said = await saidTo('HTTP/1.1 200 OK\r\n\r\nhalf a picture', async (url) => {
      const reply = await request(url, { allowPrivate: true, timeout: 200 });
      return reply.bytes(1000).then(String, failureReason);
    });
    expect(said).toBe('the request timed out');
  });

  test('that changes the protocol causes an error at once', async () => {
    const switching = 'HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n';
    const said = await saidTo(switching, (url) => request(url, { allowPrivate: true }).then(() => 'answered', failureReason));
    expect(said).toBe('the server switched to a protocol other than HTTP');
  });

  test('cannot send control characters to a terminal', async () => {
    const said = await saidTo('HTTP/1.1 404 \x9b31mred\x1b[0m\r\ncontent-length: 0\r\n\r\n', (url) =>
      request(url, { allowPrivate: true }).then(({ statusText }) => statusText, failureReason),
    );
    expect(said).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
    expect(failureReason(new Error('altnames: DNS:\u001b[2J\u202eevil'))).toBe('altnames: DNS:\\u{1b}[2J\\u{202e}evil');
  });
});
