import { readVariables } from "../../../functions/restrict-sign-up/environment";

test("reads the domains", () => {
  const EMAIL_DOMAINS = "example.com,sub.example.org";
  expect(readVariables({ EMAIL_DOMAINS, PATH: "/usr/bin" })).toEqual({ EMAIL_DOMAINS });
});

test.each([undefined, "", "example", "@example.com", "Example.com", "example.com,", "*.example.com", "a b.com"])(
  "lets nobody sign up by the domains %j",
  (EMAIL_DOMAINS) => {
    expect(() => readVariables({ EMAIL_DOMAINS })).toThrow();
  },
);
