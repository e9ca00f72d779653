import {
  amazonLinuxPlaces,
  webServerFiles,
  type WebServerSettings,
} from "../../../../modules/compute/web-server/files";

const settings: WebServerSettings = {
  healthPath: "/health",
  trustedCidrBlock: "10.20.0.0/16",
  agent: {
    metricNamespace: "Palisade/prod",
    fleetName: "prod-compute-web",
    accessLogGroup: "/palisade/prod/compute/nginx-access",
    errorLogGroup: "/palisade/prod/compute/nginx-error",
    bootLogGroup: "/palisade/prod/compute/cloud-init",
  },
};

const names = (given: WebServerSettings) => webServerFiles(given).map(({ name }) => name);
const contentOf = (name: string, given = settings, places = amazonLinuxPlaces) =>
  webServerFiles(given, places).find((file) => file.name === name)?.content ?? "";
/** The values of a directive, in order, wherever it stands. */
const directives = (name: string) =>
  Array.from(contentOf("nginx.conf").matchAll(new RegExp(`^\\s*${name}\\s+(.*);$`, "gm")), ([, value]) => value);

test("installs the agent's configuration only where the agent has somewhere to send to", () => {
  expect(names(settings)).toEqual([
    "nginx.conf",
    "nginx-service.conf",
    "index.html",
    "amazon-cloudwatch-agent.json",
    "install.sh",
  ]);
  expect(names({ healthPath: "/health", trustedCidrBlock: "10.0.0.0/16" })).toEqual([
    "nginx.conf",
    "nginx-service.conf",
    "index.html",
    "install.sh",
  ]);
});

test("keeps all that nginx reads and writes in the places that it was given", () => {
  const places = {
    user: "someone",
    listen: "127.0.0.1:8080",
    documentRoot: "/scratch/site",
    runDirectory: "/scratch/run",
    logDirectory: "/scratch/log",
    temporaryDirectory: "/scratch/tmp",
  };
  const paths = contentOf("nginx.conf", settings, places).match(/(?<=\s)\/[a-z][\w./-]*/g);
  expect(paths).toEqual([
    "/scratch/run/nginx.pid",
    "/scratch/log/error.log",
    "/scratch/log/access.log",
    "/scratch/tmp/client_body",
    "/scratch/tmp/proxy",
    "/scratch/tmp/fastcgi",
    "/scratch/tmp/uwsgi",
    "/scratch/tmp/scgi",
    "/scratch/site",
    "/health",
  ]);
});

test("takes the client's address from the load balancer's network alone, and the last one of the header", () => {
  expect(directives("set_real_ip_from")).toEqual(["10.20.0.0/16"]);
  expect(directives("real_ip_header")).toEqual(["X-Forwarded-For"]);
  expect(directives("real_ip_recursive")).toEqual(["off"]);
});

test("logs the viewer behind CloudFront, and has a file for each connection", () => {
  const format = contentOf("nginx.conf").match(/log_format json escape=json\n((?: +'.*'\n?;?)+)/)?.[1] ?? "";
  const fields = [...format.matchAll(/"(\w+)":/g)].map(([, name]) => name);
  expect(fields).toEqual([
    ...["time", "client", "peer", "trace", "forwarded", "cloudfront", "host", "method", "path", "status", "bytes"],
    ...["seconds", "agent"],
  ]);
  expect(format).toContain('"forwarded":"$http_x_forwarded_for","cloudfront":"$http_x_amz_cf_id"');
  const [files, connections] = [directives("worker_rlimit_nofile"), directives("worker_connections")].map(Number);
  expect(files).toBeGreaterThan(2 * (connections ?? Infinity));
});

test("sends these headers with every answer, refusals included, and no version", () => {
  expect(directives("add_header")).toEqual([
    'X-Content-Type-Options "nosniff" always',
    'X-Frame-Options "DENY" always',
    'Referrer-Policy "no-referrer" always',
    'Cross-Origin-Opener-Policy "same-origin" always',
    'Permissions-Policy "camera=(), geolocation=(), microphone=()" always',
    "Content-Security-Policy \"default-src 'none'; img-src 'self' data:; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'\" always",
  ]);
  expect(directives("server_tokens")).toEqual(["off"]);
});

test("limits bodies to what the web ACL has seen, and outlasts the load balancer's idle timeout", () => {
  expect(directives("client_max_body_size")).toEqual(["8k"]);
  expect(directives("keepalive_timeout")).toEqual(["75s"]);
  expect(directives("client_header_timeout")).toEqual(["65s"]);
});

test("ships three logs to groups that exist already, and sets neither group nor retention", () => {
  const { logs } = JSON.parse(contentOf("amazon-cloudwatch-agent.json")) as { logs: unknown };
  const file = (file_path: string, log_group_name: string) => ({
    file_path,
    log_group_name,
    log_stream_name: "{instance_id}",
  });
  expect(logs).toEqual({
    logs_collected: {
      files: {
        collect_list: [
          file("/var/log/nginx/access.log", "/palisade/prod/compute/nginx-access"),
          file("/var/log/nginx/error.log", "/palisade/prod/compute/nginx-error"),
          file("/var/log/cloud-init-output.log", "/palisade/prod/compute/cloud-init"),
        ],
      },
    },
  });
});

test("measures memory and disk for the fleet without asking EC2 for tags, which a private network does not reach", () => {
  const { metrics } = JSON.parse(contentOf("amazon-cloudwatch-agent.json")) as { metrics: unknown };
  const append_dimensions = { AutoScalingGroupName: "prod-compute-web" };
  expect(metrics).toEqual({
    namespace: "Palisade/prod",
    aggregation_dimensions: [["AutoScalingGroupName"]],
    metrics_collected: {
      mem: { measurement: ["used_percent"], append_dimensions },
      disk: { measurement: ["used_percent"], resources: ["/"], drop_device: true, append_dimensions },
    },
  });
});

test("refuses a health path that would end its directive", () => {
  expect(() => webServerFiles({ ...settings, healthPath: "/health { return 200" })).toThrow(
    'nginx.conf: healthPath is "/health { return 200"; use letters, digits and . _ - / : alone',
  );
});
