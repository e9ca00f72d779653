import http from "node:http";
import type { AddressInfo } from "node:net";

import { request } from "../../../../tools/e2e/checks/request";
import { startRecorder } from "../../../../tools/e2e/lab/origin-recorder";

test("forwards requests and answers unchanged, and keeps the headers of each", async () => {
  const api = http.createServer((asked, answer) => {
    let body = "";
    asked.on("data", (chunk: Buffer) => (body += chunk.toString()));
    asked.on("end", () => {
      answer.writeHead(401, { "x-own": "of the API" });
      answer.end(`${asked.method ?? ""} ${asked.url ?? ""} ${body}`);
    });
  });
  await new Promise<void>((resolve) => api.listen(0, "127.0.0.1", resolve));
  const recorder = await startRecorder((api.address() as AddressInfo).port);
  const headers = { "x-origin-verify": "value" };
  const answer = await request(recorder.port, "/Dev/?id=1", { method: "POST", headers, body: "{}" });
  expect(answer).toMatchObject({ status: 401, headers: { "x-own": "of the API" }, body: "POST /Dev/?id=1 {}" });
  expect(recorder.seen).toEqual([expect.objectContaining(headers)]);
  await recorder.stop();
  await new Promise((resolve) => api.close(resolve));
  await expect(request(recorder.port, "/")).rejects.toThrow();
});
