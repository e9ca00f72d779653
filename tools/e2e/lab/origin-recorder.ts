import http from "node:http";
import type { AddressInfo } from "node:net";

/**
 * Stands between the emulator's CloudFront and the APIs of the same emulator, and keeps what came through: an API does not
 * tell what headers it was asked with, and no web ACL looks at them here.
 */
export interface OriginRecorder {
  readonly port: number;
  /** The headers of every request since it started, the last one last. */
  readonly seen: readonly http.IncomingHttpHeaders[];
  stop(): Promise<void>;
}

/** @param emulatorPort where what it is asked goes on to */
export async function startRecorder(emulatorPort: number): Promise<OriginRecorder> {
  const seen: http.IncomingHttpHeaders[] = [];
  const server = http.createServer((request, response) => {
    const { method, url: path, headers } = request;
    seen.push(headers);
    const onward = http.request({ host: "127.0.0.1", port: emulatorPort, method, path, headers, agent: false });
    onward.on("response", (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on("error", () => response.destroy());
    request.pipe(onward);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  // Whoever forgets to stop it is not kept from the end.
  server.unref();
  return {
    port: (server.address() as AddressInfo).port,
    seen,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}
