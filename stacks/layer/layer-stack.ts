import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { AwsProvider, type AwsProviderConfig } from "@cdktf/provider-aws/lib/provider";
import { TerraformElement, TerraformStack } from "cdktf";
import type { Construct, IValidation, Node } from "constructs";
import type { Environment } from "../environments/schema/environment";
import { addHclFile, withoutHclBlocks } from "./hcl-file";
import type { Layer } from "./layer";
import { LayerBackend, layerState, LayerStateReader, type LayerState } from "./layer-state";
import { logGroupName, physicalName, type NamedType } from "./names";
import { inOnePass } from "./one-pass";
import { layerTags } from "./tags";

/**
 * One layer of one environment: its provider, its tags, its state, its names. A layer's own class composes modules and
 * publishes outputs, and nothing else.
 */
export abstract class LayerStack extends TerraformStack {
  /** The tags of everything in this layer, for what AWS makes by itself and default tags do not reach. */
  readonly tags: Readonly<Record<string, string>>;
  readonly state: LayerState;
  private readonly providerSettings: Pick<AwsProviderConfig, "allowedAccountIds" | "defaultTags">;
  private callerIdentity?: DataAwsCallerIdentity;
  private usEast1Provider?: AwsProvider;
  private readonly readers = new Map<LayerStack, LayerStateReader>();
  private readonly addresses = new Map<string, string>();

  constructor(
    scope: Construct,
    readonly layer: Layer,
    readonly environment: Environment,
  ) {
    super(scope, `${environment.name}-${layer}`);
    this.tags = layerTags(environment, layer);
    this.state = layerState(environment, layer);

    new LayerBackend(this, this.state.writer);
    this.providerSettings = {
      ...(environment.accountId !== undefined && { allowedAccountIds: [environment.accountId] }),
      defaultTags: [{ tags: this.tags }],
    };
    new AwsProvider(this, "aws", { region: environment.region, ...this.providerSettings });
    addHclFile(this);
  }

  /** The account, as the environment names it, or as the credentials say at plan. */
  get accountId(): string {
    if (this.environment.accountId !== undefined) return this.environment.accountId;
    this.callerIdentity ??= new DataAwsCallerIdentity(this, "current");
    return this.callerIdentity.accountId;
  }

  /** The permissions boundary of this layer's roles: the organization's where the record names one, or else Palisade's own. */
  boundaryArn(own: string): string {
    return this.environment.permissionsBoundaryArn ?? own;
  }

  /** The SNS topic of this region's alarms, if any. */
  get alarmTopicArn(): string | undefined {
    const { alarmTopicArn } = this.environment;
    return alarmTopicArn === "none" ? undefined : alarmTopicArn;
  }

  /** The SNS topic of alarms in us-east-1, where CloudFront's metrics are, if any. */
  get edgeAlarmTopicArn(): string | undefined {
    const { edgeAlarmTopicArn, region } = this.environment;
    return edgeAlarmTopicArn ?? (region === "us-east-1" ? this.alarmTopicArn : undefined);
  }

  /** Whether resources with data refuse to be destroyed: see the settings `keepData` and `teardown`. */
  get keepsData(): boolean {
    return this.environment.keepData && !this.environment.teardown;
  }

  /** Days in which the deletion of a key can be cancelled. In a teardown, AWS's least: 7. */
  get keyDeletionWindowDays(): number {
    return this.environment.teardown ? 7 : this.environment.identity.keyDeletionWindowDays;
  }

  /** The physical name for a role in this layer, within AWS's limits for the type. */
  physicalName(role: string, type: NamedType): string {
    return physicalName({ environment: this.environment.name, layer: this.layer, role }, type);
  }

  logGroupName(role: string): string {
    return logGroupName({ environment: this.environment.name, layer: this.layer, role });
  }

  /** The provider for what exists in us-east-1 alone (CloudFront's certificates, web ACLs and metrics). */
  get usEast1(): AwsProvider {
    return this.declareUsEast1();
  }

  /**
   * Declares this provider, even if nothing uses it: Terraform destroys what was made through a provider only while the
   * provider is declared (Terraform, "Provider Configuration"). An unused provider is not configured at all.
   */
  protected declareUsEast1(): AwsProvider {
    this.usEast1Provider ??= new AwsProvider(this, "aws_us_east_1", {
      alias: "us_east_1",
      ...this.providerSettings,
      region: "us-east-1",
    });
    return this.usEast1Provider;
  }

  /** The state of another layer, which from now on is deployed before this one. */
  readerOf(other: LayerStack): LayerStateReader {
    const known = this.readers.get(other);
    if (known !== undefined) return known;
    this.addDependency(other);
    const reader = new LayerStateReader(this, other.layer, other.state.reader);
    this.readers.set(other, reader);
    return reader;
  }

  /** No-op: here CDKTF searches for references to other stacks, which `toTerraform` does as it writes. */
  override prepareStack(): void {}

  /**
   * Runs every validation but that of the installed Terraform, for which CDKTF starts Terraform once a resource. A machine
   * that synthesizes may have no Terraform, and `required_version` holds for whatever applies the JSON. With constructs 10.7
   * a construct has no list of validations before the first validation is added.
   */
  override runAllValidations(): void {
    const faults = this.node.findAll().flatMap(({ node }) =>
      ((node["_validations"] as readonly IValidation[] | undefined) ?? [])
        .filter((validation) => !("versionCommand" in validation))
        .flatMap((validation) => validation.validate())
        .map((fault) => `${node.path}: ${fault}`),
    );
    if (faults.length > 0) throw new Error(faults.join("\n"));
  }

  override toTerraform(): unknown {
    const json = inOnePass(this, {
      cdktfVersion: this["cdktfVersion"] as string,
      overrides: this["rawOverrides"] as Readonly<Record<string, unknown>>,
    });
    return withoutHclBlocks(this, json);
  }

  /**
   * Makes an address of the path joined by underscores, without CDKTF's hash: people read plans. The hash kept two paths
   * from sharing an address; a check does that instead.
   */
  protected override allocateLogicalId(element: TerraformElement | Node): string {
    const node = TerraformElement.isTerraformElement(element) ? element.node : element;
    const scopes = node.scopes.slice(node.scopes.indexOf(this) + 1);
    const id = scopes.map((scope) => scope.node.id).join("_");
    const address = `${element.constructor.name} ${id}`;
    const owner = this.addresses.get(address) ?? node.path;
    this.addresses.set(address, owner);
    if (owner !== node.path) {
      throw new Error(`${owner} and ${node.path} would share the Terraform address ${id}; rename one construct id`);
    }
    return id;
  }
}
