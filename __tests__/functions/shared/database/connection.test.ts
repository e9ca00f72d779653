import { connectionOptions, DatabaseFault } from "../../../../functions/shared/database/connection";

const address = { host: "db.example", port: 3306, certificateAuthorities: ["a", "b"] };
const tls = { ca: ["a", "b"], minVersion: "TLSv1.2", rejectUnauthorized: true, verifyIdentity: true };

test("a connection checks authority and host, and makes no code of what it is answered", () => {
  expect(connectionOptions(address, { user: "reader", password: "p" }, "playersdb")).toEqual({
    host: "db.example",
    port: 3306,
    user: "reader",
    password: "p",
    database: "playersdb",
    ssl: tls,
    connectTimeout: 3_000,
    charset: "utf8mb4",
    disableEval: true,
  });
});

test("a token is made for each connection, and shown as RDS asks for it, inside of TLS alone", () => {
  let made = 0;
  const { authPlugins, password, ssl } = connectionOptions(address, {
    user: "reader",
    password: () => `token-${++made}`,
  });
  expect([password, ssl, Object.keys(authPlugins ?? {})]).toEqual([undefined, tls, ["mysql_clear_password"]]);
  const show = () => (authPlugins?.["mysql_clear_password"]?.({} as never)(Buffer.alloc(0)) as Buffer).toString();
  expect([show(), show()]).toEqual(["token-1\0", "token-2\0"]);
});

test.each([
  ["ER_ACCESS_DENIED_ERROR", true],
  ["ER_ACCESS_DENIED_NO_PASSWORD_ERROR", true],
  ["MYSQL_CLEAR_PASSWORD_NOT_ENABLED", true],
  ["ER_DBACCESS_DENIED_ERROR", false],
  ["ECONNREFUSED", false],
  ["HANDSHAKE_SSL_ERROR", false],
])("%s is a refused login: %p", (code, isRefusal) => {
  expect(new DatabaseFault(code).isRefusal).toBe(isRefusal);
});
