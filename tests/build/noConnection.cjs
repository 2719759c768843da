// Preloaded into a program: records each connection that it would open.

const { appendFileSync } = require('node:fs');
const net = require('node:net');
const dns = require('node:dns');

const note = (what) => appendFileSync(process.env.TITLEBLOCK_CONNECTIONS, `${what}\n`);
const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...args) {
  note(JSON.stringify(args[0]));
  return connect.apply(this, args);
};
const { lookup } = dns;
dns.lookup = (name, ...rest) => {
  note(name);
  return lookup(name, ...rest);
};
