import type { ITerraformDependable } from "cdktf";
import type { RotateOriginSecretVariables } from "../../functions/rotate-origin-secret/environment";
import { FirstCopy } from "../../modules/edge/origin-protection/first-copy";
import { FirstValue } from "../../modules/edge/origin-protection/first-value";
import { HeaderFunction } from "../../modules/edge/origin-protection/header-function";
import { headerStatements } from "../../modules/edge/origin-protection/header-statements";
import { OriginPatternSet } from "../../modules/edge/origin-protection/pattern-set";
import type { CodeSigning } from "../../modules/shared/code-signing";
import { secretStatements } from "../../modules/shared/secret-statements";
import type { OriginProtectionSettings } from "../environments/schema/origin-protection";
import type { IdentityOutputs } from "../identity-stack";
import { codeSigningOf } from "../layer/code-signing";
import { addLayerFunction } from "../layer/layer-function";
import type { LayerStack } from "../layer/layer-stack";
import { edgeFunctionLogGroupName, originHeaderName } from "../layer/names";
import { addRotatedSecret } from "../layer/rotated-secret";
import type { UsEast1Logs } from "./us-east-1-logs";

const secondsOfADay = 86_400;

interface OriginHeaderProps {
  readonly settings: OriginProtectionSettings;
  readonly identity: ReturnType<IdentityOutputs["readInto"]>;
  readonly usEast1Logs: () => UsEast1Logs;
  /** What answers behind the firewall that asks for the header, each without an API key. */
  readonly originUrls: readonly [string, ...string[]];
}

/**
 * The header by which an origin knows CloudFront (mode `header-kvs`, row B22): what accepts it, what sends it, and its
 * rotation. All of it stands after one apply: a store and a pattern set that begin without a value, the function that
 * rotates, a copy of the secret's first value, then the distribution, then the rotation (row B9).
 */
export class OriginHeader {
  /** For the web ACL of the origin. */
  readonly verification: { readonly headerName: string; readonly patternSetArn: string };
  /** For the distribution. */
  readonly sends: Pick<HeaderFunction, "functionArn" | "headerOnlyPolicyId">;
  /** For the distribution, which until then would be refused. */
  readonly copied: ITerraformDependable;
  private readonly rotating: ReturnType<typeof addLayerFunction>;
  private readonly signing: CodeSigning | undefined;

  constructor(
    private readonly stack: LayerStack,
    private readonly props: OriginHeaderProps,
  ) {
    const { settings, identity, usEast1Logs, originUrls } = props;
    const { headerName, rotationDays } = settings;
    const { name, region, logs } = stack.environment;
    const { originSecretArn: secretArn, secretsKeyArn: keyArn } = identity;

    const { version } = new FirstValue(stack, "origin_secret", { secretArn });
    const accepted = new OriginPatternSet(stack, "accepted_header", {
      name: stack.physicalName("origin-header", "regex pattern set"),
      description: `The values of ${headerName} that origins of ${name} accept`,
    });
    const functionName = originHeaderName(name);
    const { kmsKeyArn, provider } = usEast1Logs();
    const sent = new HeaderFunction(stack, "sent_header", {
      name: functionName,
      description: `Gives requests the ${headerName} that origins of ${name} accept`,
      headerName,
      logs: {
        name: edgeFunctionLogGroupName(functionName),
        retentionDays: logs.retentionDays,
        keepOnDestroy: stack.keepsData,
        kmsKeyArn,
        provider,
      },
    });

    const variables: RotateOriginSecretVariables = {
      SECRET_ARN: secretArn,
      PATTERN_SET_ID: accepted.id,
      PATTERN_SET_NAME: accepted.name,
      PATTERN_SET_SCOPE: "REGIONAL",
      HEADER_NAME: headerName,
      KEY_VALUE_STORE_ARN: sent.storeArn,
      KEY_VALUE_STORE_KEY: sent.key,
      ORIGIN_URLS: originUrls.join(","),
      // A rotation begins within the day on which it is due (Secrets Manager API Reference, RotationRulesType: Duration).
      LAG_SECONDS: String((rotationDays - 1) * secondsOfADay),
      SETTLE_SECONDS: "300",
    };
    this.signing = codeSigningOf(stack, identity.dataKeyArn);
    this.rotating = addLayerFunction(stack, "rotate_origin_secret", {
      folder: "rotate-origin-secret",
      description: "Gives CloudFront a new value of the header that origins accept",
      settings: { timeoutSeconds: 900 },
      variables: { ...variables },
      statements: [
        ...secretStatements({ read: [], write: [secretArn], keyArn, region }),
        ...headerStatements({ patternSetArns: [accepted.arn], keyValueStoreArn: sent.storeArn }),
      ],
      keys: identity,
      boundaryArn: identity.permissionsBoundaryArn,
      signing: this.signing,
    });

    this.verification = { headerName, patternSetArn: accepted.arn };
    this.sends = sent;
    this.copied = new FirstCopy(stack, "origin_value", {
      function: this.rotating,
      between: { SECRET: secretArn, PATTERN_SET: accepted.id, STORE: sent.storeArn },
      after: [version],
    }).done;
  }

  /** @param after what sends the value, and what lets it in */
  rotate(after: readonly ITerraformDependable[]): void {
    const { settings, identity } = this.props;
    addRotatedSecret(this.stack, {
      secret: "origin-header",
      secretArn: identity.originSecretArn,
      everyDays: settings.rotationDays,
      function: this.rotating,
      after: [this.copied, ...after],
      keys: identity,
      boundaryArn: identity.permissionsBoundaryArn,
      signing: this.signing,
    });
  }
}
