import { Lazy, type ITerraformDependable } from "cdktf";
import type { RotateOriginSecretVariables } from "../../../functions/rotate-origin-secret/environment";
import { FirstCopy } from "../../../modules/edge/origin-protection/first-copy";
import { FirstValue } from "../../../modules/edge/origin-protection/first-value";
import { headerStatements } from "../../../modules/edge/origin-protection/header-statements";
import type { CodeSigning } from "../../../modules/shared/code-signing";
import { secretStatements } from "../../../modules/shared/secret-statements";
import { frontOf } from "../../environments/schema/edge/cloudfront/fronts";
import type {
  HeaderMode,
  OriginName,
  OriginProtectionSettings,
} from "../../environments/schema/edge/origin-protection";
import type { IdentityOutputs } from "../../identity-stack";
import { codeSigningOf } from "../../layer/code-signing";
import { addLayerFunction } from "../../layer/layer-function";
import type { LayerStack } from "../../layer/layer-stack";
import { addRotatedSecret } from "../../layer/rotated-secret";
import { HeaderPatternSet } from "./header-pattern-set";
import {
  type OriginHeader,
  type HeaderSender,
  type SendingDistribution,
  type SentHeader,
  sentByFunction,
  sentByOrigins,
} from "./header-sender";
import type { UsEast1Logs } from "../us-east-1-logs";

const secondsOfADay = 86_400;

/** The label of the secret's version that functions read. */
const acceptedLabel = "ACCEPTED" satisfies RotateOriginSecretVariables["ACCEPTED_LABEL"];

export interface HeaderByRotationProps {
  readonly mode: Exclude<HeaderMode, "header-apply">;
  readonly settings: OriginProtectionSettings;
  readonly identity: ReturnType<IdentityOutputs["readInto"]>;
  readonly usEast1Logs: () => UsEast1Logs;
  /** The origins that require the header: two check it in their firewall, the HTTP API in its functions. */
  readonly askedBy: readonly OriginName[];
}

/**
 * The header by which origins recognise CloudFront: what accepts it, what sends it, and its rotation. One apply creates all
 * parts, each after those that it needs:
 *
 * - `header-kvs`: a store and a pattern set without a value, the rotation function, a copy of the secret's first value, then
 *   the distributions, then the rotation.
 * - `header-lambda`: a pattern set and distributions without a value, the rotation function, the copy, which waits for
 *   CloudFront, then the names that lead to the distributions, and the rotation.
 */
export class HeaderByRotation implements OriginHeader {
  readonly sender: HeaderSender;
  /** The first copy, if a function has the value. */
  readonly beforeDistribution: readonly ITerraformDependable[];
  /** The first copy, if it goes into the distribution. */
  readonly beforeName: readonly ITerraformDependable[];
  private readonly copied: ITerraformDependable;
  private readonly distributions = new Map<OriginName, SendingDistribution>();
  private readonly rotating: ReturnType<typeof addLayerFunction>;
  private readonly signing: CodeSigning | undefined;
  private readonly accepted: HeaderPatternSet;
  private readonly originUrls: string[] = [];
  private readonly begun = new Set<ITerraformDependable>();

  constructor(
    private readonly stack: LayerStack,
    private readonly props: HeaderByRotationProps,
  ) {
    const { mode, settings, identity, usEast1Logs, askedBy } = props;
    const { headerName } = settings;
    const { originSecretArn: secretArn } = identity;

    const { version } = new FirstValue(stack, "origin_secret", { secretArn });
    this.accepted = new HeaderPatternSet(stack, { headerName, askedBy });
    const accepted = this.accepted.patternSet;
    const sent =
      mode === "header-kvs"
        ? sentByFunction(stack, headerName, usEast1Logs)
        : sentByOrigins(this.byDistribution(askedBy));
    this.signing = codeSigningOf(stack, identity.dataKeyArn);
    this.rotating = this.rotatingFunction(sent);

    this.sender = sent.sender;
    this.copied = new FirstCopy(stack, sent.copied, {
      function: this.rotating,
      between: {
        SECRET: secretArn,
        ...(accepted && { PATTERN_SET: accepted.id }),
        ...(this.functionsAsk && { LABEL: acceptedLabel }),
        ...sent.place,
      },
      after: [version],
    }).done;
    this.beforeDistribution = sent.sender.by === "function" ? [this.copied] : [];
    this.beforeName = sent.sender.by === "rotation" ? [this.copied] : [];
  }

  askedByFirewallAt(url: string): { readonly headerName: string; readonly patternSetArn: string } {
    const asked = this.accepted.askedByFirewallAt(url);
    this.originUrls.push(url);
    return asked;
  }

  sentTo(origin: OriginName, through: SendingDistribution, ...admits: readonly ITerraformDependable[]): void {
    this.distributions.set(origin, through);
    for (const one of [through.distribution.deployed, ...admits]) this.begun.add(one);
  }

  /** Adds the rotation, after everything that it depends on. */
  rotate(): void {
    const { settings, identity } = this.props;
    addRotatedSecret(this.stack, {
      secret: "origin-header",
      secretArn: identity.originSecretArn,
      everyDays: settings.rotationDays,
      function: this.rotating,
      after: [this.copied, ...this.begun],
      keys: identity,
      boundaryArn: this.stack.boundaryArn(identity.permissionsBoundaryArn),
      signing: this.signing,
    });
  }

  private get functionsAsk(): boolean {
    return this.props.askedBy.includes("httpApi");
  }

  /** Adds the function that gives CloudFront and the origins a new value. */
  private rotatingFunction(sent: SentHeader) {
    const { stack, signing } = this;
    const { identity } = this.props;
    const { originSecretArn: secretArn, secretsKeyArn: keyArn } = identity;
    const accepted = this.accepted.patternSet;
    return addLayerFunction(stack, "rotate_origin_secret", {
      folder: "rotate-origin-secret",
      description: "Gives CloudFront a new value of the header that origins accept",
      settings: { timeoutSeconds: 900 },
      variables: { ...this.variables(sent) },
      statements: [
        ...secretStatements({ read: [], write: [secretArn], keyArn, region: stack.environment.region }),
        ...headerStatements({
          ...(accepted && { patternSetArns: [accepted.arn] }),
          ...sent.grants,
          ...(stack.environment.edge.exposure === "vpc-origin" && {
            vpcOriginArns: [`arn:aws:cloudfront::${stack.accountId}:vpcorigin/*`],
          }),
        }),
      ],
      keys: identity,
      boundaryArn: stack.boundaryArn(identity.permissionsBoundaryArn),
      signing,
    });
  }

  private variables(sent: SentHeader): RotateOriginSecretVariables {
    const { settings, identity } = this.props;
    const accepted = this.accepted.patternSet;
    return {
      SECRET_ARN: identity.originSecretArn,
      ...(accepted && {
        PATTERN_SET_ID: accepted.id,
        PATTERN_SET_NAME: accepted.name,
        PATTERN_SET_SCOPE: "REGIONAL",
        // Lazy: what the firewalls protect is created after this, and only then gives its URL.
        ORIGIN_URLS: Lazy.stringValue({ produce: () => this.originUrls.join(",") }),
      }),
      ...(this.functionsAsk && { ACCEPTED_LABEL: acceptedLabel }),
      HEADER_NAME: settings.headerName,
      ...sent.variables,
      // A rotation begins within the day on which it is due (Secrets Manager API Reference, RotationRulesType: Duration).
      LAG_SECONDS: String((settings.rotationDays - 1) * secondsOfADay),
      SETTLE_SECONDS: "300",
    };
  }

  /** For each distribution, its origins that require the header. */
  private byDistribution(askedBy: readonly OriginName[]) {
    const { cloudFront } = this.stack.environment.edge;
    const of = (origin: OriginName) => frontOf(cloudFront, origin)?.distribution;
    return [...new Set(askedBy.map(of))].map((distribution) => {
      const origins = askedBy.filter((origin) => of(origin) === distribution);
      return () => origins.map((origin) => this.distributionOf(origin));
    });
  }

  private distributionOf(origin: OriginName): SendingDistribution {
    const distribution = this.distributions.get(origin);
    if (distribution === undefined)
      throw new Error(`${origin} requires the header, but no distribution sends the header to ${origin}`);
    return distribution;
  }
}
