import { escalationsOf } from "../../../analysis/policies/escalations";

const of = (action: string, resource = "*") =>
  escalationsOf({ all: [[action]], none: [] }, { all: [[resource]], none: [] });

test.each([
  ["iam:passrole", ["iam:PassRole"]],
  ["iam:put*", ["iam:*Policy*", "iam:*PermissionsBoundary*"]],
  ["kms:creategrant", ["kms:*Grant"]],
  ["kms:revokegrant", []],
  ["iam:getpolicy", []],
  ["lambda:updatefunctioncode", ["lambda:Update*"]],
  ["ssm:send*", ["ssm:SendCommand"]],
  ["sts:assumerole", ["sts:AssumeRole*"]],
  ["s3:*", []],
])("%s: %j", (action, marks) => {
  expect(of(action)).toEqual(marks);
});

test("to take one role is none", () => {
  expect(of("sts:assumerole", "arn:aws:iam::111111111111:role/deploy")).toEqual([]);
  expect(of("sts:assumerole", "arn:aws:iam::111111111111:role/*")).toEqual(["sts:AssumeRole*"]);
});
