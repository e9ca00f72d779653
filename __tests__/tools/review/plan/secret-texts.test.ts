import { gzipSync } from "node:zlib";

import { normalForm } from "../../../../tools/review/plan/normal-form";
import { assignsSecret, readings } from "../../../../tools/review/plan/secret-texts";
import { whySecret } from "../../../../tools/review/plan/secrets";

const base64 = (text: string | Buffer): string => Buffer.from(text).toString("base64");

test.each([
  "PASSWORD=hunter2",
  "token: abc12345secret",
  "export DB_PASSWORD='correct horse'",
  'Environment="DB_PASSWORD=hunter2"',
  '{"password":"hunter2"}',
  String.raw`{\"password\":\"hunter2\"}`,
  "password = hunter2",
  "$password = 'hunter2'",
  "java -Dspring.datasource.password=hunter2",
  "mysql --password hunter2 < file",
  "Server=db;User=app;Password=hunter2;",
  "curl https://example.com/?token=abcdef",
  "#cloud-config\npassword: hunter2 # of the user",
])("%s gives a secret to a name", (text) => {
  expect(assignsSecret(text)).toBe(true);
});

test.each([
  "PASSWORD=$(aws secretsmanager get-secret-value --secret-id db)",
  "TOKEN=`curl -X PUT http://169.254.169.254/latest/api/token`",
  'curl -H "X-aws-ec2-metadata-token: $TOKEN"',
  "X-aws-ec2-metadata-token-ttl-seconds: 21600",
  'if [ "$TOKEN" = none ]; then',
  "lock_passwd: true",
  "ssh_pwauth: false",
  "const token = event.headers.token;",
  "password = readPassword(file)",
  "password: ${var.password}",
  "token: '{{ ssm:/prod/token }}'",
  "password: <your password>",
  "SECRET_ARN=arn:aws:secretsmanager:eu-west-1:123456789012:secret:db",
  "DB_PASSWORD_FILE=/run/secrets/db",
  "# The token: a header that each caller sends",
  "tokens: 5",
  "next_token: abcdefgh",
  "PASSWORD=",
])("%s names a secret and has none", (text) => {
  expect(assignsSecret(text)).toBe(false);
});

test("a text in base64 is read, packed or not, in lines or not, and a file that is in base64 inside of the text", () => {
  const script = "#!/bin/sh\nDB_PASSWORD=correcthorsebattery\n";
  const inLines = base64(script).replaceAll(/.{20}/g, "$&\n");
  for (const text of [base64(script), inLines, base64(gzipSync(script))])
    expect(readings(text)).toEqual([text, script]);
  const cloudConfig = `write_files:\n- encoding: b64\n  content: ${base64(script)}\n`;
  expect(readings(base64(cloudConfig))).toEqual([base64(cloudConfig), cloudConfig, script]);
  expect(readings(base64(Buffer.from([0x1f, 0x8b, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])))).toHaveLength(1);
});

test.each<[string, readonly string[], string | undefined]>([
  [base64("#!/bin/sh\nPASSWORD=hunter2\n"), ["user_data"], "named as a secret"],
  [base64("#!/bin/sh\nPASSWORD=hunter2\n"), ["user_data_base64"], "named as a secret"],
  [base64("#!/bin/sh\nKEY=AKIAABCDEFGHIJKLMNOP\n"), ["user_data"], "shaped as a key"],
  ["export PASSWORD=$(get-password)", ["user_data"], "user data"],
  ["--password=hunter2", ["environment", "variables", "OPTIONS"], "named as a secret"],
  ["token: abc12345secret\n", ["content"], "named as a secret"],
  ["export TOKEN=abc12345", ["content", "mainSteps", "inputs", "runCommand"], "named as a secret"],
  ["hunter2", ["content", "parameters", "dbPassword"], "named as a secret"],
  ["user=app password=hunter2", ["value"], "named as a secret"],
  ["user=app password=hunter2", ["description"], undefined],
  ["3f0b1c4e-7a51-4f0e-8d55-0d2f5d0c9a11", ["lock_token"], undefined],
  ["3f0b1c4e-7a51-4f0e-8d55-0d2f5d0c9a11", ["client_request_token"], undefined],
])("%s at %j: %s", (text, place, why) => {
  expect(whySecret(text, place)).toBe(why);
});

test("a value is a secret by the name of its parameter, and the name of a place or of a thing is none", () => {
  const read = (name: string, value: string) => String(Object(normalForm({ name, value }))["value"]);
  expect(read("/prod/token", "abc12345secret")).toBe("(sensitive value)");
  expect(read("/prod/token/endpoint", "abc12345secret")).toBe("abc12345secret");
  expect(read("/prod/token", "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db")).toMatch(/^arn:/);
});

test("a document in JSON stays readable but for its secrets", () => {
  const content = { parameters: { dbPassword: "hunter2", user: "app" } };
  expect(JSON.stringify(normalForm({ content: JSON.stringify(content) }))).toBe(
    '{"content":{"parameters":{"dbPassword":"(sensitive value)","user":"app"}}}',
  );
});
