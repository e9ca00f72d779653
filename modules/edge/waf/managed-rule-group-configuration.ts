/**
 * `COMMON` finds bots that identify themselves. `TARGETED` also finds bots that hide, by tokens and behaviour, at a higher
 * fee (WAF Developer Guide, "AWS WAF Bot Control rule group").
 */
export type BotControlConfiguration =
  | { readonly inspectionLevel: "COMMON" }
  | {
      readonly inspectionLevel: "TARGETED";
      /** Whether AWS may look for activity coordinated between clients: the rules `TGT_ML_…`. */
      readonly machineLearning: boolean;
    };

type PayloadType = "FORM_ENCODED" | "JSON";

/** What in the application's answer means success or failure. Only at CloudFront does AWS WAF see answers. */
type ResponseInspection =
  | { readonly statusCode: { readonly success: readonly number[]; readonly failure: readonly number[] } }
  | {
      readonly header: {
        readonly name: string;
        readonly success: readonly string[];
        readonly failure: readonly string[];
      };
    }
  | { readonly bodyContains: { readonly success: readonly string[]; readonly failure: readonly string[] } }
  | {
      readonly json: {
        readonly identifier: string;
        readonly success: readonly string[];
        readonly failure: readonly string[];
      };
    };

/** Where and how users sign in (WAF API Reference, AWSManagedRulesATPRuleSet). */
export interface AccountTakeoverConfiguration {
  /** Path of the request that carries user name and password, such as `/login`. */
  readonly loginPath: string;
  /** Whether the path is a regular expression. @default false */
  readonly pathIsRegex?: boolean;
  readonly payloadType: PayloadType;
  /** Name of the field, or for JSON its pointer, such as `/user/name`. */
  readonly usernameField: string;
  readonly passwordField: string;
  /** @default answers are not inspected */
  readonly responseInspection?: ResponseInspection;
}

/** Where and how users sign up (WAF API Reference, AWSManagedRulesACFPRuleSet). */
export interface AccountCreationFraudConfiguration {
  /** Path of the page with the form, which a browser gets first. */
  readonly registrationPagePath: string;
  /** Path to which the form is sent. */
  readonly creationPath: string;
  /** Whether the paths are regular expressions. @default false */
  readonly pathsAreRegex?: boolean;
  readonly payloadType: PayloadType;
  readonly usernameField?: string;
  readonly passwordField?: string;
  readonly emailField?: string;
  readonly phoneNumberFields?: readonly string[];
  readonly addressFields?: readonly string[];
  /** @default answers are not inspected */
  readonly responseInspection?: ResponseInspection;
}

/**
 * Renders every argument: the provider reads an omitted one back from AWS as `false`, and would show a change in every plan.
 * AWS ignores machine learning at the level COMMON.
 */
export function renderBotControl(configuration: BotControlConfiguration): object {
  return {
    aws_managed_rules_bot_control_rule_set: {
      inspection_level: configuration.inspectionLevel,
      enable_machine_learning: configuration.inspectionLevel === "TARGETED" && configuration.machineLearning,
    },
  };
}

export function renderAccountTakeover(configuration: AccountTakeoverConfiguration): object {
  const {
    loginPath,
    pathIsRegex = false,
    payloadType,
    usernameField,
    passwordField,
    responseInspection,
  } = configuration;
  return {
    aws_managed_rules_atp_rule_set: {
      login_path: loginPath,
      enable_regex_in_path: pathIsRegex,
      request_inspection: {
        payload_type: payloadType,
        username_field: { identifier: usernameField },
        password_field: { identifier: passwordField },
      },
      ...(responseInspection && { response_inspection: renderResponseInspection(responseInspection) }),
    },
  };
}

export function renderAccountCreationFraud(configuration: AccountCreationFraudConfiguration): object {
  const { registrationPagePath, creationPath, pathsAreRegex = false, payloadType, responseInspection } = configuration;
  const { usernameField, passwordField, emailField, phoneNumberFields, addressFields } = configuration;
  return {
    aws_managed_rules_acfp_rule_set: {
      registration_page_path: registrationPagePath,
      creation_path: creationPath,
      enable_regex_in_path: pathsAreRegex,
      request_inspection: {
        payload_type: payloadType,
        ...(usernameField !== undefined && { username_field: { identifier: usernameField } }),
        ...(passwordField !== undefined && { password_field: { identifier: passwordField } }),
        ...(emailField !== undefined && { email_field: { identifier: emailField } }),
        ...(phoneNumberFields !== undefined && { phone_number_fields: { identifiers: phoneNumberFields } }),
        ...(addressFields !== undefined && { address_fields: { identifiers: addressFields } }),
      },
      ...(responseInspection && { response_inspection: renderResponseInspection(responseInspection) }),
    },
  };
}

function renderResponseInspection(inspection: ResponseInspection): object {
  if ("statusCode" in inspection) {
    const { success, failure } = inspection.statusCode;
    return { status_code: { success_codes: success, failure_codes: failure } };
  }
  if ("header" in inspection) {
    const { name, success, failure } = inspection.header;
    return { header: { name, success_values: success, failure_values: failure } };
  }
  if ("bodyContains" in inspection) {
    const { success, failure } = inspection.bodyContains;
    return { body_contains: { success_strings: success, failure_strings: failure } };
  }
  const { identifier, success, failure } = inspection.json;
  return { json: { identifier, success_values: success, failure_values: failure } };
}

/** @param subject the rule, as the beginning of a sentence */
export function pathFaults(path: string, isRegex: boolean, subject: string): string[] {
  if (path.length < 1 || path.length > 256) return [`${subject} "${path}"; give 1 to 256 characters`];
  if (isRegex || path.startsWith("/")) return [];
  return [`${subject} "${path}"; give a path that starts with /`];
}
