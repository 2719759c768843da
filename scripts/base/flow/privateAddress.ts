// Recognises IP addresses of this machine and of private networks. A post may contain any address and must not make the program
// send requests to its neighbours.

import { BlockList, isIP } from 'node:net';

/** IPv4: IANA's registry of special-purpose addresses (RFC 6890), and multicast. */
const V4: readonly (readonly [network: string, bits: number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];

/** IPv6: loopback, local, multicast, documentation, and tunnels (Teredo, 6to4), which may lead to any IPv4 address. */
const V6: readonly (readonly [network: string, bits: number])[] = [
  ['::', 127],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 32],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
];

/** Prefixes of IPv6 addresses that contain an IPv4 address: compatible, mapped, translated (RFC 4291, 6052). */
const V4_IN_V6 = ['::', '::ffff:', '::ffff:0:', '64:ff9b::'];

const PRIVATE = new BlockList();
for (const [network, bits] of V4) {
  PRIVATE.addSubnet(network, bits, 'ipv4');
  for (const prefix of V4_IN_V6) PRIVATE.addSubnet(`${prefix}${network}`, 96 + bits, 'ipv6');
}
for (const [network, bits] of V6) PRIVATE.addSubnet(network, bits, 'ipv6');

/**
 * True for addresses of this machine and of private networks, and for texts that are not addresses.
 * @param address IPv4 or IPv6, without brackets
 */
export function isPrivateAddress(address: string): boolean {
  const bare = address.replace(/%.*$/, '');
  const family = isIP(bare);
  return family === 0 || PRIVATE.check(bare, family === 6 ? 'ipv6' : 'ipv4');
}

/** True for the host of a machine itself or its network (RFC 6761, RFC 6762). @param host name or address, without brackets */
export function isLocalHost(host: string): boolean {
  return /^localhost$|\.(?:localhost|local|lan|internal)$/i.test(host) || (isIP(host) > 0 && isPrivateAddress(host));
}
