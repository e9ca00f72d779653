/**
 * For the functions of MiniStack, to which names lead to this machine: every one below `localhost`, as RFC 6761 has it and
 * not every resolver (the client of a key value store puts the account before the host); and that of an API, which answers
 * here at every name, by a path and without TLS.
 */
const dns = require("node:dns");

const { lookup } = dns;
dns.lookup = (name, ...rest) => lookup(/\.localhost$/.test(name) ? "localhost" : name, ...rest);

const { fetch } = globalThis;
const api = /^https:\/\/([^./]+)\.execute-api\.[^./]+\.amazonaws\.com\//;
const here = `http://127.0.0.1:${process.env.GATEWAY_PORT}/_aws/execute-api/$1/`;
globalThis.fetch = (url, ...rest) => fetch(typeof url === "string" ? url.replace(api, here) : url, ...rest);
