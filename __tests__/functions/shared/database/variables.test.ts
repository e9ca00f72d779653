import { readVariables as ofPreparation } from "../../../../functions/prepare-database/environment";
import { readVariables as ofQuery } from "../../../../functions/query-player/environment";
import { readVariables as ofRotation } from "../../../../functions/rotate-database-secret/environment";

const arn = (name: string) => `arn:aws:secretsmanager:eu-west-1:111122223333:secret:${name}-AbCdEf`;
const database = {
  DATABASE_HOST: "db.abc.eu-west-1.rds.amazonaws.com",
  DATABASE_PORT: "3306",
  DATABASE_NAME: "playersdb",
};
const master = { MASTER_SECRET_ARN: arn("rds!db-0123") };
const region = { AWS_REGION: "eu-west-1" };
const secret = { READER_SECRET_ARN: arn("lab/reader") };
const iam = { READER: "iam", READER_NAME: "reader" };

test.each([
  [ofQuery, { ...database, ...region, READER: "secret", ...secret }],
  [ofQuery, { ...database, ...region, ...iam }],
  [ofPreparation, { ...database, ...region, ...master, READER: "lambda-alternating", ...secret }],
  [ofPreparation, { ...database, ...region, ...master, READER: "lambda-single-user", ...secret }],
  [ofPreparation, { ...database, ...region, ...master, ...iam }],
  [ofRotation, { ...database, ...region, ...master, STRATEGY: "lambda-alternating" }],
  [ofRotation, { ...database, ...region, ...master, STRATEGY: "lambda-single-user" }],
])("variables are read whole, and none may be missing", (read, variables: Record<string, string>) => {
  expect(read(variables)).toEqual(variables);
  expect(read({ ...variables, DATABASE_PASSWORD: "a-password" })).toEqual(variables);
  for (const name of Object.keys(variables)) expect(() => read({ ...variables, [name]: undefined })).toThrow();
});

test.each([
  ["DATABASE_HOST", "10.0.0.1"],
  ["DATABASE_HOST", "::1"],
  ["DATABASE_HOST", "db.example:3306"],
  ["DATABASE_PORT", "mysql"],
  ["DATABASE_NAME", "players`; DROP TABLE players"],
  ["READER_NAME", "reader'@'%"],
  ["AWS_REGION", "Preview us-east-2"],
])("%s may not be %p", (name, value) => {
  expect(() => ofQuery({ ...database, ...region, ...iam, [name]: value })).toThrow();
});

test.each(["reader", "arn:aws:secretsmanager:eu-west-1:111122223333:secret:*"])(
  "a secret is named by its ARN, not %p",
  (value) => {
    expect(() =>
      ofRotation({ ...database, ...region, STRATEGY: "lambda-alternating", MASTER_SECRET_ARN: value }),
    ).toThrow();
  },
);
