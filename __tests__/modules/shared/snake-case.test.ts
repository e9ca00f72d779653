import { snakeCase } from "../../../modules/shared/snake-case";

test.each([
  ["web", "web"],
  ["preSignUp", "pre_sign_up"],
  ["legacy_implicit", "legacy_implicit"],
])("writes %s as an address has it, %s", (name, address) => {
  expect(snakeCase(name)).toBe(address);
});
