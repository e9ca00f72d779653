import { readVariables } from "../../../functions/measure-secret-age/environment";

const one = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod-identity-database-user-20261121-Ab12Cd";
const other = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:prod-identity-origin-20261121-Ef34Gh";

test("reads each secret by its name", () => {
  expect([...readVariables({ SECRETS: `database-user=${one},origin=${other}` })]).toEqual([
    ["database-user", one],
    ["origin", other],
  ]);
});

test.each([undefined, "", one, `database-user=${one},`, "database-user=a-secret"])("refuses %j", (SECRETS) => {
  expect(() => readVariables({ SECRETS })).toThrow();
});
