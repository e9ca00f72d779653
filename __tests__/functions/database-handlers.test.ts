import { rdsCertificateAuthorities } from "../../functions/shared/database/certificate-authorities";

const made = {
  queryPlayer: jest.fn((..._: unknown[]) => "query-player"),
  prepareDatabase: jest.fn((..._: unknown[]) => "prepare-database"),
  rotateDatabaseSecret: jest.fn((..._: unknown[]) => "rotate-database-secret"),
};
jest.mock("../../functions/query-player/function", () => made);
jest.mock("../../functions/prepare-database/function", () => made);
jest.mock("../../functions/rotate-database-secret/function", () => made);

test.each([
  ["query-player", made.queryPlayer],
  ["prepare-database", made.prepareDatabase],
  ["rotate-database-secret", made.rotateDatabaseSecret],
])("%s trusts RDS's certificate authorities where it is deployed, and is told nothing else", async (folder, make) => {
  const { handler } = (await import(`../../functions/${folder}/handler`)) as { handler: unknown };
  expect(handler).toBe(folder);
  expect(make.mock.calls).toEqual([[rdsCertificateAuthorities]]);
});
