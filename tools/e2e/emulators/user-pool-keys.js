"use strict";
/**
 * Loaded into every function that MiniStack runs. A function gets the keys of a user pool at Cognito's public address, which
 * it takes from no setting: here that address, and no other, leads to the emulator, which the function is told of anyhow.
 */
const http = require("node:http");
const https = require("node:https");
const { syncBuiltinESMExports } = require("node:module");
const { env } = require("node:process");
const { URL } = require("node:url");

const { request } = https;

https.request = (place, options, callback) => {
  const { hostname, pathname } = new URL(place);
  if (!/^cognito-idp\.[a-z0-9-]+\.amazonaws\.com$/.test(hostname)) return request(place, options, callback);
  return http.request(new URL(pathname, env.AWS_ENDPOINT_URL), { ...options, agent: undefined }, callback);
};
syncBuiltinESMExports();
