import { policyDocument } from "../../../modules/shared/policy-document";

test("renders a list of one as AWS returns it, as plain text, and leaves out what is not given", () => {
  expect(
    JSON.parse(
      policyDocument([
        { sid: "One", actions: ["s3:GetObject"], resources: ["*"] },
        {
          sid: "Many",
          effect: "Deny",
          principals: { AWS: ["a", "b"], Service: ["c"] },
          notActions: ["x:A", "x:B"],
          notResources: ["r"],
          conditions: { StringEquals: { key: ["v"] }, Bool: { flag: ["true"] } },
        },
        { sid: "Everybody", principals: "*", actions: ["s3:*"], resources: ["*"] },
      ]),
    ),
  ).toEqual({
    Version: "2012-10-17",
    Statement: [
      { Sid: "One", Effect: "Allow", Action: "s3:GetObject", Resource: "*" },
      {
        Sid: "Many",
        Effect: "Deny",
        Principal: { AWS: ["a", "b"], Service: "c" },
        NotAction: ["x:A", "x:B"],
        NotResource: "r",
        Condition: { StringEquals: { key: "v" }, Bool: { flag: "true" } },
      },
      { Sid: "Everybody", Effect: "Allow", Principal: "*", Action: "s3:*", Resource: "*" },
    ],
  });
});
