import { securityGroupDescription } from "../../../modules/shared/security-group-description";

test("takes every character that EC2 takes, up to 255 of them", () => {
  const every = "abcxyzABCXYZ0189. _-:/()#,@[]+=&;{}!$*";
  expect(securityGroupDescription(every)).toBe(every);
  expect(securityGroupDescription("a".repeat(255))).toHaveLength(255);
});

test.each(["'", '"', "<", ">", "%", "?", "|", "\\", "^", "~", "`", "\n", "\t", "é", "–"])(
  "refuses %j, which EC2 refuses, and names it",
  (character) => {
    const text = `The application${character}s group`;
    expect(() => securityGroupDescription(text)).toThrow(
      `the description of a security group or rule, ${JSON.stringify(text)}, has ${JSON.stringify(character)}; EC2 accepts a-zA-Z0-9. _-:/()#,@[]+=&;{}!$* alone`,
    );
  },
);

test("refuses more than 255 characters", () => {
  expect(() => securityGroupDescription("a".repeat(256))).toThrow("has 256 characters; EC2 accepts 255");
});
