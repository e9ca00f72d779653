import { RiskConfiguration, type RiskConfigurationProps } from "../../../modules/identity/risk-configuration";
import { synthesizeModule } from "../../support/synthesize";

const risk = (props: Partial<RiskConfigurationProps> = {}) =>
  synthesizeModule((stack) => {
    new RiskConfiguration(stack, "users_risk", { userPoolId: "eu-west-1_a1b2c3", ...props });
  }).resource;

const leaked = {
  event_filter: ["SIGN_IN", "PASSWORD_CHANGE", "SIGN_UP"],
  actions: { event_action: "BLOCK" },
};

test("refuses leaked passwords at sign-in, at sign-up and as new ones, and nothing else unless told", () => {
  expect(risk()).toEqual({
    aws_cognito_risk_configuration: {
      users_risk_configuration: {
        user_pool_id: "eu-west-1_a1b2c3",
        compromised_credentials_risk_configuration: leaked,
      },
    },
  });
});

test("treats a sign-in by its risk, and tells the user as whom it is told", () => {
  const sender = {
    identityArn: "arn:aws:ses:eu-west-1:111122223333:identity/example.com",
    from: "no-reply@example.com",
  };
  const accountTakeover = {
    low: "none",
    medium: "mfa-if-configured",
    high: "block",
    notifyUser: true,
    sender,
  } as const;
  const { aws_cognito_risk_configuration: given } = risk({ accountTakeover });
  expect(given?.["users_risk_configuration"]).toEqual({
    user_pool_id: "eu-west-1_a1b2c3",
    compromised_credentials_risk_configuration: leaked,
    account_takeover_risk_configuration: {
      actions: {
        low_action: { event_action: "NO_ACTION", notify: true },
        medium_action: { event_action: "MFA_IF_CONFIGURED", notify: true },
        high_action: { event_action: "BLOCK", notify: true },
      },
      notify_configuration: { source_arn: sender.identityArn, from: sender.from },
    },
  });
  const strict = { ...accountTakeover, low: "mfa-required", notifyUser: false } as const;
  const { aws_cognito_risk_configuration: silent } = risk({ accountTakeover: strict });
  expect(silent?.["users_risk_configuration"].account_takeover_risk_configuration.actions.low_action).toEqual({
    event_action: "MFA_REQUIRED",
    notify: false,
  });
});

test("makes exceptions for the addresses that it is given", () => {
  const exceptions = (props: Partial<RiskConfigurationProps>) =>
    risk(props)["aws_cognito_risk_configuration"]?.["users_risk_configuration"].risk_exception_configuration as unknown;
  expect(exceptions({ neverJudged: ["203.0.113.0/24"], alwaysBlocked: ["198.51.100.0/24"] })).toEqual({
    skipped_ip_range_list: ["203.0.113.0/24"],
    blocked_ip_range_list: ["198.51.100.0/24"],
  });
  expect(exceptions({ neverJudged: ["203.0.113.0/24"] })).toEqual({ skipped_ip_range_list: ["203.0.113.0/24"] });
});
