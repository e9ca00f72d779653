import { Lazy, type ITerraformDependable } from "cdktf";
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

/** Of the version of the secret that functions read. */
const acceptedLabel = "ACCEPTED" satisfies RotateOriginSecretVariables["ACCEPTED_LABEL"];

interface OriginHeaderProps {
  readonly settings: OriginProtectionSettings;
  readonly identity: ReturnType<IdentityOutputs["readInto"]>;
  readonly usEast1Logs: () => UsEast1Logs;
  /** What asks for the header: the firewall of one API, the functions of the other, or both. */
  readonly asking: { readonly firewall: boolean; readonly functions: boolean };
}

/**
 * The header by which origins know CloudFront (mode `header-kvs`, row B22): what accepts it, what sends it, and its
 * rotation. All of it stands after one apply: a store and a pattern set that begin without a value, the function that
 * rotates, a copy of the secret's first value, then the distributions, then the rotation (row B9).
 */
export class OriginHeader {
  /** For the distribution. */
  readonly sends: Pick<HeaderFunction, "functionArn" | "headerOnlyPolicyId">;
  /** For the distribution, which until then would be refused. */
  readonly copied: ITerraformDependable;
  private readonly rotating: ReturnType<typeof addLayerFunction>;
  private readonly signing: CodeSigning | undefined;
  private readonly accepted: OriginPatternSet | undefined;
  private readonly originUrls: string[] = [];
  private readonly begun: ITerraformDependable[] = [];

  constructor(
    private readonly stack: LayerStack,
    private readonly props: OriginHeaderProps,
  ) {
    const { settings, identity, usEast1Logs, asking } = props;
    const { headerName, rotationDays } = settings;
    const { name, region, logs } = stack.environment;
    const { originSecretArn: secretArn, secretsKeyArn: keyArn } = identity;

    const { version } = new FirstValue(stack, "origin_secret", { secretArn });
    const accepted = asking.firewall
      ? new OriginPatternSet(stack, "accepted_header", {
          name: stack.physicalName("origin-header", "regex pattern set"),
          description: `The values of ${headerName} that origins of ${name} accept`,
        })
      : undefined;
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
      ...(accepted && {
        PATTERN_SET_ID: accepted.id,
        PATTERN_SET_NAME: accepted.name,
        PATTERN_SET_SCOPE: "REGIONAL",
        // The firewall's API is made after this, and says then where it answers.
        ORIGIN_URLS: Lazy.stringValue({ produce: () => this.originUrls.join(",") }),
      }),
      ...(asking.functions && { ACCEPTED_LABEL: acceptedLabel }),
      HEADER_NAME: headerName,
      KEY_VALUE_STORE_ARN: sent.storeArn,
      KEY_VALUE_STORE_KEY: sent.key,
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
        ...headerStatements({
          ...(accepted && { patternSetArns: [accepted.arn] }),
          keyValueStoreArn: sent.storeArn,
        }),
      ],
      keys: identity,
      boundaryArn: identity.permissionsBoundaryArn,
      signing: this.signing,
    });

    this.accepted = accepted;
    this.sends = sent;
    this.copied = new FirstCopy(stack, "origin_value", {
      function: this.rotating,
      between: {
        SECRET: secretArn,
        ...(accepted && { PATTERN_SET: accepted.id }),
        ...(asking.functions && { LABEL: acceptedLabel }),
        STORE: sent.storeArn,
      },
      after: [version],
    }).done;
  }

  /**
   * What the web ACL of an API compares the header with.
   *
   * @param url something behind that web ACL that needs no API key
   */
  askedByFirewallAt(url: string): { readonly headerName: string; readonly patternSetArn: string } {
    if (this.accepted === undefined) throw new Error(`${url} is behind a firewall that does not ask for the header`);
    this.originUrls.push(url);
    return { headerName: this.props.settings.headerName, patternSetArn: this.accepted.arn };
  }

  /** @param dependables what sends the value, and what lets it in */
  rotatesAfter(...dependables: readonly ITerraformDependable[]): void {
    this.begun.push(...dependables);
  }

  /** Once everything is there that it comes after. */
  rotate(): void {
    const { settings, identity } = this.props;
    addRotatedSecret(this.stack, {
      secret: "origin-header",
      secretArn: identity.originSecretArn,
      everyDays: settings.rotationDays,
      function: this.rotating,
      after: [this.copied, ...this.begun],
      keys: identity,
      boundaryArn: identity.permissionsBoundaryArn,
      signing: this.signing,
    });
  }
}
