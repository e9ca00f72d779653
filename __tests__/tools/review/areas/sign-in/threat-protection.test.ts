import { signIn } from "../../../../../tools/review/areas/sign-in";
import { findIn, lineOf, planOf } from "../../../../support/plans";

const address = "aws_cognito_risk_configuration.users";

const strong = {
  id: "pool:",
  account_takeover_risk_configuration: [
    {
      actions: [
        {
          high_action: [{ event_action: "BLOCK", notify: true }],
          low_action: [{ event_action: "NO_ACTION", notify: true }],
        },
      ],
    },
  ],
  compromised_credentials_risk_configuration: [
    { actions: [{ event_action: "BLOCK" }], event_filter: ["SIGN_IN", "PASSWORD_CHANGE"] },
  ],
};

const weak = {
  id: "pool:",
  account_takeover_risk_configuration: [
    { actions: [{ high_action: [{ event_action: "MFA_REQUIRED", notify: false }] }] },
  ],
  compromised_credentials_risk_configuration: [{ actions: [{ event_action: "NO_ACTION" }], event_filter: ["SIGN_IN"] }],
};

const linesOf = (before?: object, after?: object): readonly string[] =>
  findIn(
    signIn,
    planOf([{ address, ...(before && { before: { ...before } }), ...(after && { after: { ...after } }) }]),
  ).map(lineOf);

test("whatever is done less about a sign-in that looks like an attack is found", () => {
  expect(linesOf(strong, weak)).toEqual([
    "guard lost, weaker: threat protection users, notice of a sign-in of low risk: on → off",
    "guard lost, weaker: threat protection users, sign-in of high risk: BLOCK → MFA_REQUIRED",
    "guard lost, weaker: threat protection users, notice of a sign-in of high risk: on → off",
    "guard lost, weaker: threat protection users, passwords that are known to be stolen: BLOCK → NO_ACTION",
    "guard lost, weaker: threat protection users, when passwords are checked: PASSWORD_CHANGE → nothing",
  ]);
});

test("the other way round each is stronger", () => {
  expect(linesOf(weak, strong)).toEqual([
    "guard lost, stronger: threat protection users, notice of a sign-in of low risk: off → on",
    "guard lost, stronger: threat protection users, sign-in of high risk: MFA_REQUIRED → BLOCK",
    "guard lost, stronger: threat protection users, notice of a sign-in of high risk: off → on",
    "guard lost, stronger: threat protection users, passwords that are known to be stolen: NO_ACTION → BLOCK",
    "guard lost, stronger: threat protection users, when passwords are checked: nothing → PASSWORD_CHANGE",
  ]);
});

test("threat protection that is deleted is a guard lost, and one that is created a guard more", () => {
  expect([linesOf(strong), linesOf(undefined, strong)]).toEqual([
    ["guard lost, weaker: threat protection users"],
    ["guard lost, stronger: threat protection users"],
  ]);
});
