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

  /** Whom this region's alarms tell, if anybody. */
  get alarmTopicArn(): string | undefined {
    const { alarmTopicArn } = this.environment;
    return alarmTopicArn === "none" ? undefined : alarmTopicArn;
  }

  /** Whom alarms in us-east-1 tell, where CloudFront's metrics are, if anybody. */
  get edgeAlarmTopicArn(): string | undefined {
    const { edgeAlarmTopicArn, region } = this.environment;
    return edgeAlarmTopicArn ?? (region === "us-east-1" ? this.alarmTopicArn : undefined);
  }

  /** Whether what holds data refuses to be destroyed: see the settings `keepData` and `teardown`. */
  get keepsData(): boolean {
    return this.environment.keepData && !this.environment.teardown;
  }

  /** Days in which a deleted key can be called back: AWS's least, 7, in an environment that is being torn down. */
  get keyDeletionWindowDays(): number {
    return this.environment.teardown ? 7 : this.environment.identity.keyDeletionWindowDays;
  }

  /** The physical name of what plays a role in this layer, within the limits that AWS sets for its type. */
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
   * Declares that provider, whether or not anything uses it: Terraform destroys what was made through a provider only while
   * the provider is declared (Terraform, "Provider Configuration"). One that nothing uses is not configured at all.
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

  /** Nothing: what CDKTF does here, a search for references to other stacks, `toTerraform` does as it writes. */
  override prepareStack(): void {}

  /**
   * Every validation but that of the Terraform which this machine has, which CDKTF starts anew for each resource that asks:
   * whoever synthesizes may have none, and what applies the JSON is held to `required_version`. With constructs 10.7 a
   * construct has no list of validations before the first validation is added.
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
   * An address is its path joined by underscores, without the hash that CDKTF adds: a plan is read by people. What the
   * hash was for, that two paths never share an address, is checked instead.
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
