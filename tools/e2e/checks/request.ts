import http from "node:http";

export interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

export interface RequestOptions {
  readonly method?: string;
  readonly headers?: http.OutgoingHttpHeaders;
  readonly body?: string;
}

/** Asks a loopback port, with the path as it is given: `fetch` would tidy `/../` away, and set no Host. */
export function request(port: number, path: string, options: RequestOptions = {}): Promise<Answer> {
  const { method = "GET", headers, body } = options;
  return new Promise((resolve, reject) => {
    const sent = http.request(
      { host: "127.0.0.1", port, path, method, headers, timeout: 10_000, agent: false },
      (answer) => {
        let text = "";
        answer.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
        answer.on("end", () => {
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: text });
        });
      },
    );
    sent.on("timeout", () => sent.destroy(new Error(`port ${port} did not answer ${method} ${path} within 10 s`)));
    sent.on("error", reject);
    sent.end(body);
  });
}
