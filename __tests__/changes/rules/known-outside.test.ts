import type { Block } from "../../support/synthesize";
import { changeOf, Configuration } from "../change";
import { exchanged } from "./known-outside";

const edge = (resource: Readonly<Record<string, Readonly<Record<string, Block>>>>): Configuration =>
  new Configuration({ "it-edge": { terraform: {}, provider: {}, resource, data: {}, output: {} } });

const between = (before: Configuration, after: Configuration): string[] =>
  exchanged(changeOf(before, after)).map(({ words }) => words.split(" ")[0] ?? "");

test("a replaced resource counts as exchanged, and so does a resource whose changed argument forces its replacement", () => {
  const pool = (user: string): Configuration =>
    edge({
      aws_cognito_user_pool: { pool: { username_attributes: [user] } },
      aws_cognito_user_pool_client: { web: { user_pool_id: "${aws_cognito_user_pool.pool.id}" } },
    });
  expect(between(pool("email"), pool("phone_number"))).toEqual([
    "it-edge/aws_cognito_user_pool.pool",
    "it-edge/aws_cognito_user_pool_client.web",
  ]);
  expect(between(pool("email"), pool("email"))).toEqual([]);
});

test("a resource that is removed while another of its type is added counts as exchanged; a resource that is only removed does not", () => {
  const keys = (...names: string[]): Configuration =>
    edge({ aws_api_gateway_api_key: Object.fromEntries(names.map((name) => [name, {}])) });
  expect(between(keys("acme", "beta"), keys("acme", "gamma"))).toEqual(["it-edge/aws_api_gateway_api_key.beta"]);
  expect(between(keys("acme", "beta"), keys("acme"))).toEqual([]);
});

test("a record that validates a certificate is known to nobody outside", () => {
  const record = (type: string, name: string): Configuration => edge({ aws_route53_record: { one: { type, name } } });
  expect(between(record("A", "a.example.com"), record("A", "b.example.com"))).toHaveLength(1);
  expect(between(record("CNAME", "a.example.com"), record("CNAME", "b.example.com"))).toEqual([]);
});
