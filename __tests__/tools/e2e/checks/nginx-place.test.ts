import { relocate } from "../../../../tools/e2e/checks/nginx-place";

const place = { prefix: "/scratch", port: 8081, user: "me" };

test("moves the account, the port and every path, and leaves the other lines as they are", () => {
  const text = [
    "user nginx;",
    "pid /run/nginx.pid;",
    "error_log /var/log/nginx/error.log warn;",
    "http {",
    "    server_tokens off;",
    "    proxy_temp_path       /var/lib/nginx/tmp/proxy;",
    "    server {",
    "        listen 80 default_server;",
    "        root /usr/share/nginx/site;",
    "    }",
    "}",
  ].join("\n");
  expect(relocate(text, place)).toEqual({
    text: [
      "user me;",
      "pid /scratch/run/nginx.pid;",
      "error_log /scratch/var/log/nginx/error.log warn;",
      "http {",
      "    server_tokens off;",
      "    proxy_temp_path       /scratch/var/lib/nginx/tmp/proxy;",
      "    server {",
      "        listen 127.0.0.1:8081 default_server;",
      "        root /scratch/usr/share/nginx/site;",
      "    }",
      "}",
    ].join("\n"),
    folders: ["/scratch/run", "/scratch/var/log/nginx", "/scratch/var/lib/nginx/tmp", "/scratch/usr/share/nginx/site"],
    documentRoot: "/scratch/usr/share/nginx/site",
  });
});

test("refuses a file of the instance that this machine does not have", () => {
  expect(() => relocate("root /a;\ninclude /etc/nginx/conf.d/*.conf;", place)).toThrow(
    "the nginx configuration includes a file of the instance: include /etc/nginx/conf.d/*.conf;",
  );
});

test("refuses a configuration without one root", () => {
  expect(() => relocate("root /a;\nroot /b;", place)).toThrow("the nginx configuration has not one root");
});
