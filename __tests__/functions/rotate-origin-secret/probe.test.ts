import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { probeOf } from "../../../functions/rotate-origin-secret/probe";
import { valueOf } from "./ports";

const value = valueOf("p");
let server: Server;
let origin: string;
const asked: (string | string[] | undefined)[] = [];
let answer: { status: number; headers: Record<string, string> };

beforeAll(async () => {
  server = createServer(({ headers, url }, response) => {
    asked.push(headers["x-origin-verify"]);
    response.writeHead(url === "/second" ? 200 : answer.status, answer.headers).end("{}");
  }).listen(0, "127.0.0.1");
  await new Promise((listening) => server.once("listening", listening));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => asked.splice(0));
afterAll(() => new Promise((closed) => server.close(closed)));

const forbidden = { "x-amzn-errortype": "ForbiddenException" };

test.each<[what: string, status: number, headers: Record<string, string>, result: string]>([
  ["the firewall's block, through API Gateway", 403, forbidden, "blocked by the firewall"],
  ["the firewall's block, through a load balancer", 403, { server: "awselb/2.0" }, "blocked by the firewall"],
  ["an authorizer's 401", 401, { "x-amzn-errortype": "UnauthorizedException" }, "let through"],
  ["an authorizer's 403", 403, { "x-amzn-errortype": "AccessDeniedException" }, "let through"],
  ["a route that is not there", 403, { "x-amzn-errortype": "MissingAuthenticationTokenException" }, "let through"],
  ["an application's 403", 403, { server: "nginx" }, "let through"],
  ["an integration's 403", 403, {}, "let through"],
  ["a redirect, which is not followed", 302, { location: "http://127.0.0.1:1/" }, "let through"],
  ["a fault of the origin", 503, { server: "awselb/2.0" }, "let through"],
  ["what it should", 200, {}, "let through"],
])("tells %s", async (_, status, headers, result) => {
  answer = { status, headers };
  expect(await probeOf([`${origin}/`], "X-Origin-Verify")(value)).toBe(result);
  expect(asked).toEqual([value]);
});

test("asks every address", async () => {
  answer = { status: 403, headers: forbidden };
  const probe = probeOf([`${origin}/second`, `${origin}/`], "X-Origin-Verify");
  expect(await probe(value)).toBe("blocked by the firewall");
  expect(asked).toEqual([value, value]);
});

test("tells that nobody answers", async () => {
  expect(await probeOf(["http://127.0.0.1:1/"], "X-Origin-Verify")(value)).toBe("unreachable");
});
