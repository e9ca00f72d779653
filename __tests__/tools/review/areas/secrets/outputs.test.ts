import { secrets } from "../../../../../tools/review/areas/secrets";
import { findIn, lineOf, planOf, type PlannedResource } from "../../../../support/plans";

const client: PlannedResource = {
  address: "aws_cognito_user_pool_client.c",
  before: { client_secret: "correct horse battery" },
  after: { client_secret: "correct horse battery" },
  sensitive: { client_secret: true },
};
const told = (name: string, before: unknown, after: unknown, sensitive = false): readonly string[] =>
  findIn(
    secrets,
    planOf([client], {
      outputs: {
        [name]: {
          actions: [before === null ? "create" : after === null ? "delete" : "update"],
          before,
          after,
          after_unknown: false,
          before_sensitive: sensitive,
          after_sensitive: sensitive,
        },
      },
    }),
  ).map(lineOf);

test("an output that publishes a value that a resource marks as sensitive is found without any mark", () => {
  expect(told("client", null, { id: "1", value: "correct horse battery" })).toEqual([
    "guard lost, weaker: output client: none → a secret that is not marked sensitive",
  ]);
});

test("an output that is marked sensitive, and one that is named or shaped as a secret, is found", () => {
  expect(told("client", null, "anything", true)).toEqual([
    "guard lost, weaker: output client: none → a value marked sensitive",
  ]);
  expect(told("client_secret", null, "anything")).toEqual([
    "guard lost, weaker: output client_secret: none → a secret",
  ]);
  expect(told("client", null, "sk_live_51HabcdefghijklmnopQRSTU")).toEqual([
    "guard lost, weaker: output client: none → a secret",
  ]);
});

test("an output that no longer has the secret is a strengthening", () => {
  expect(told("client", "correct horse battery", null)).toEqual([
    "guard lost, stronger: output client: a secret that is not marked sensitive → none",
  ]);
});

test("an identifier is no secret, and an unchanged output says nothing", () => {
  expect(told("client", null, "vpc-0123456789abcdef0")).toEqual([]);
  expect(told("client", "correct horse battery", "correct horse battery")).toEqual([]);
});

test("another secret in an output is no secret that is new: the contract tells that the value changes", () => {
  expect(told("client_secret", "hunter2-hunter2", "hunter3-hunter3")).toEqual([]);
});
