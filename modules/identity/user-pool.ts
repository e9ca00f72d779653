import { CognitoUserPool, type CognitoUserPoolConfig } from "@cdktf/provider-aws/lib/cognito-user-pool";
import { DataAwsCognitoUserPools } from "@cdktf/provider-aws/lib/data-aws-cognito-user-pools";
import { LambdaPermission } from "@cdktf/provider-aws/lib/lambda-permission";
import { Construct } from "constructs";
import { expression } from "../shared/expression";
import { snakeCase } from "../shared/snake-case";

/**
 * Ends a plan with an error while a protected pool exists that has left the configuration. `prevent_destroy` goes with its
 * block. AWS alone would then refuse to delete the pool, and only after every client of the pool, with its id and secret,
 * had been destroyed.
 */
export class AbsentUserPool extends Construct {
  constructor(scope: Construct, id: string, name: string) {
    super(scope, id);
    new DataAwsCognitoUserPools(this, "left", {
      name,
      lifecycle: {
        postcondition: [
          {
            condition: expression("length(self.ids) == 0"),
            errorMessage: `identity.userPool is left out, and the user pool ${name} is there with its users; give it back, or apply keepData: { value: false, reason } with it first.`,
          },
        ],
      },
    });
  }
}

export interface UserPoolProps {
  readonly name: string;
  readonly region: string;
  /** The pool's features and price (Amazon Cognito Developer Guide, "User pool feature plans"). @default "ESSENTIALS" */
  readonly tier?: UserPoolTier;
  /** Lets anybody make an account. @default false: an administrator invites */
  readonly selfSignUp?: boolean;
  /** @default 12 characters, none of the last 24 passwords, a temporary one for 3 days */
  readonly password?: PasswordPolicy;
  /** Whether a sign-in asks for a code of an authenticator app. @default "required" */
  readonly mfa?: "off" | "optional" | "required";
  /** Lets users sign in with a passkey too. @default with a password alone */
  readonly passkeys?: Passkeys;
  /** How a user verifies an address: types in a code, or follows a link to the pool's domain. @default "code" */
  readonly verification?: "code" | "link";
  /** The sender of the pool's messages. @default Cognito's own, which sends 50 messages a day */
  readonly ses?: SesSender;
  /** Judges each sign-in: `AUDIT` only measures. @default none */
  readonly threatProtection?: "AUDIT" | "ENFORCED";
  /** The functions that the pool calls, by trigger. @default none */
  readonly triggers?: Readonly<Partial<Record<UserPoolTrigger, TriggerFunction>>>;
  /** Refuses to delete the pool, at AWS and in Terraform: its users cannot be restored. @default true */
  readonly protect?: boolean;
}

type UserPoolTier = "ESSENTIALS" | "LITE" | "PLUS";

interface PasswordPolicy {
  /** 6 to 99 characters (Amazon Cognito API Reference, PasswordPolicyType). */
  readonly minimumLength: number;
  /** How many earlier passwords a new one may not repeat, 0 to 24 (the same). */
  readonly history: number;
  /** Days for which the password of an invitation works, 1 to 365 (the same). */
  readonly temporaryPasswordDays: number;
}

export interface Passkeys {
  /** The domain that passkeys are made for: they work at no other domain. */
  readonly relyingPartyId: string;
  /** Whether the device has to verify its holder. */
  readonly userVerification: "preferred" | "required";
}

interface SesSender {
  /** A verified identity of Amazon SES. */
  readonly identityArn: string;
  /** The sender, `no-reply@example.com` or `Example <no-reply@example.com>`, within the identity. */
  readonly from: string;
  /** @default the sender */
  readonly replyTo?: string | undefined;
  /** @default none */
  readonly configurationSet?: string | undefined;
}

/** Triggers whose function gets the user's attributes and needs no key and no version of an event. */
type UserPoolTrigger = "customMessage" | "postAuthentication" | "postConfirmation" | "preAuthentication" | "preSignUp";

export interface TriggerFunction {
  readonly functionName: string;
  readonly aliasArn: string;
  readonly aliasName: string;
}

/**
 * A pool of users who sign in with their e-mail address, in upper or lower case. It fixes what cannot be changed later:
 * another value of `username_attributes`, `schema` or `username_configuration` replaces the pool, and with it all users.
 */
export class UserPool extends Construct {
  readonly id: string;
  readonly arn: string;
  /** The `iss` of the pool's tokens. */
  readonly tokenIssuer: string;

  constructor(scope: Construct, id: string, props: UserPoolProps) {
    super(scope, id);
    const { name, region, tier = "ESSENTIALS", selfSignUp = false, mfa = "required", verification = "code" } = props;
    const { passkeys, threatProtection, triggers = {}, protect = true } = props;
    const { password = { minimumLength: 12, history: 24, temporaryPasswordDays: 3 } } = props;

    const pool = new CognitoUserPool(this, "pool", {
      name,
      userPoolTier: tier,
      usernameAttributes: ["email"],
      usernameConfiguration: { caseSensitive: false },
      schema: [requiredEmail],
      autoVerifiedAttributes: ["email"],
      accountRecoverySetting: { recoveryMechanism: [{ name: "verified_email", priority: 1 }] },
      userAttributeUpdateSettings: { attributesRequireVerificationBeforeUpdate: ["email"] },
      adminCreateUserConfig: { allowAdminCreateUserOnly: !selfSignUp },
      passwordPolicy: {
        minimumLength: password.minimumLength,
        requireLowercase: true,
        requireUppercase: true,
        requireNumbers: true,
        requireSymbols: true,
        temporaryPasswordValidityDays: password.temporaryPasswordDays,
        ...(password.history > 0 && { passwordHistorySize: password.history }),
      },
      mfaConfiguration: { off: "OFF", optional: "OPTIONAL", required: "ON" }[mfa],
      ...(mfa !== "off" && { softwareTokenMfaConfiguration: { enabled: true } }),
      ...(passkeys !== undefined && {
        signInPolicy: { allowedFirstAuthFactors: ["PASSWORD", "WEB_AUTHN"] },
        webAuthnConfiguration: { ...passkeys },
      }),
      verificationMessageTemplate: {
        defaultEmailOption: verification === "link" ? "CONFIRM_WITH_LINK" : "CONFIRM_WITH_CODE",
      },
      emailConfiguration: emailConfiguration(props.ses),
      ...(threatProtection !== undefined && { userPoolAddOns: { advancedSecurityMode: threatProtection } }),
      ...(Object.keys(triggers).length > 0 && {
        lambdaConfig: Object.fromEntries(
          Object.entries(triggers).map(([trigger, { aliasArn }]) => [trigger, aliasArn]),
        ),
      }),
      deletionProtection: protect ? "ACTIVE" : "INACTIVE",
      lifecycle: { preventDestroy: protect },
    });
    this.id = pool.id;
    this.arn = pool.arn;
    this.tokenIssuer = `https://cognito-idp.${region}.amazonaws.com/${pool.id}`;

    for (const [trigger, { functionName, aliasName }] of Object.entries(triggers)) {
      new LambdaPermission(this, `${snakeCase(trigger)}_permission`, {
        statementId: "UserPoolInvokes",
        action: "lambda:InvokeFunction",
        principal: "cognito-idp.amazonaws.com",
        functionName,
        qualifier: aliasName,
        sourceArn: pool.arn,
      });
    }
  }
}

/** Repeats AWS's own limits: Cognito returns them, and a plan would otherwise show them as a change. */
const requiredEmail = {
  name: "email",
  attributeDataType: "String",
  required: true,
  mutable: true,
  developerOnlyAttribute: false,
  stringAttributeConstraints: { minLength: "0", maxLength: "2048" },
} as const;

function emailConfiguration(ses: SesSender | undefined): CognitoUserPoolConfig["emailConfiguration"] {
  if (ses === undefined) return { emailSendingAccount: "COGNITO_DEFAULT" };
  const { identityArn, from, replyTo, configurationSet } = ses;
  return {
    emailSendingAccount: "DEVELOPER",
    sourceArn: identityArn,
    fromEmailAddress: from,
    ...(replyTo !== undefined && { replyToEmailAddress: replyTo }),
    ...(configurationSet !== undefined && { configurationSet }),
  };
}
