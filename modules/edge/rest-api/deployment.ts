import { ApiGatewayDeployment } from "@cdktf/provider-aws/lib/api-gateway-deployment";
import { Lazy, TerraformResource, type IResolveContext } from "cdktf";
import { Construct } from "constructs";
import { createHash } from "node:crypto";
import { asText } from "../../shared/expression";

export interface DeploymentProps {
  readonly restApiId: string;
  /** Holds all of the API's resources, made before the deployment. */
  readonly api: Construct;
}

/**
 * A snapshot of the API, which a stage serves. AWS freezes it, so each change needs a new deployment: otherwise the stage
 * keeps the old authorizer, policy or answer.
 *
 * `configuration` is a hash of all frozen resources as they are rendered: it is known at plan, and includes whatever a
 * module adds to the API. Where a value is known only at apply, its expression is hashed. That is enough for ids of the
 * API's own resources: an id changes only when its resource is replaced, and a resource is replaced only when its rendered
 * text changes. Values from elsewhere (a function's alias, the user pool, an interface endpoint) can change under the same
 * expression, so they have a trigger of their own, `inputs`.
 *
 * Terraform makes a deployment and all that it depends on before it destroys what they replace. So a removed route stays
 * deployed until the next deployment (`DeployedRoutes` warns of it). An integration of another kind takes the place of the
 * old one, and the deletion of the old one then deletes the new one too: the stage goes on as deployed, and the next apply
 * makes the integration again (seen on an emulator).
 */
export class Deployment extends Construct {
  readonly id: string;
  readonly address: string;

  constructor(scope: Construct, id: string, { restApiId, api }: DeploymentProps) {
    super(scope, id);
    // Rendered once, when the API is complete: Terraform JSON is resolved several times.
    let blocks: ReturnType<typeof rendered> | undefined;
    const trigger = (of: (frozenBlocks: ReturnType<typeof rendered>) => string) =>
      Lazy.stringValue({ produce: (context) => of((blocks ??= rendered(api, context))) });
    const deployment = new ApiGatewayDeployment(this, "deployment", {
      restApiId,
      triggers: { configuration: trigger(hash), inputs: trigger(inputs) },
      lifecycle: { createBeforeDestroy: true },
      dependsOn: frozen(api),
    });
    this.id = deployment.id;
    this.address = address(deployment);
  }
}

const frozenTypes: ReadonlySet<string> = new Set([
  "aws_api_gateway_rest_api",
  "aws_api_gateway_rest_api_policy",
  "aws_api_gateway_resource",
  "aws_api_gateway_method",
  "aws_api_gateway_method_response",
  "aws_api_gateway_integration",
  "aws_api_gateway_integration_response",
  "aws_api_gateway_authorizer",
  "aws_api_gateway_request_validator",
  "aws_api_gateway_model",
  "aws_api_gateway_gateway_response",
]);

function frozen(api: Construct): TerraformResource[] {
  return api.node
    .findAll()
    .filter((one): one is TerraformResource => TerraformResource.isTerraformResource(one))
    .filter(({ terraformResourceType }) => frozenTypes.has(terraformResourceType))
    .sort((a, b) => (address(a) < address(b) ? -1 : 1));
}

function address({ terraformResourceType, friendlyUniqueId }: TerraformResource): string {
  return `${terraformResourceType}.${friendlyUniqueId}`;
}

/** Renders the frozen resources, sorted by address, whatever their order of construction. */
function rendered(api: Construct, context: IResolveContext): (readonly [address: string, served: Block])[] {
  return frozen(api).map((resource) => {
    const { terraformResourceType: type, friendlyUniqueId } = resource;
    const { resource: blocks } = context.resolve(asText(resource.toTerraform())) as {
      resource: Readonly<Record<string, Readonly<Record<string, Block>>>>;
    };
    const attributes = Object.entries(blocks[type]?.[friendlyUniqueId] ?? {});
    const isServed = ([name]: readonly [string, unknown]) =>
      !notServed.has(name) && !(name === "name" && type === "aws_api_gateway_rest_api");
    return [address(resource), Object.fromEntries(attributes.filter(isServed))];
  });
}

type Block = Readonly<Record<string, unknown>>;

/** Attributes that no caller sees, and Terraform's own. */
const notServed: ReadonlySet<string> = new Set(["//", "depends_on", "lifecycle", "provider", "description", "tags"]);

function hash(blocks: unknown): string {
  return createHash("sha256").update(JSON.stringify(blocks, inOrder)).digest("hex");
}

function inOrder(_: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Lists the references to values outside the API, once each, as one text that Terraform compares. */
function inputs(blocks: unknown): string {
  const references = texts(blocks).flatMap((text) =>
    [...text.matchAll(/(?<!\$)\$\{([^}]+)\}/g)].map(([, reference = ""]) => reference),
  );
  const foreign = [...new Set(references)].filter((one) => !one.startsWith("aws_api_gateway_")).sort();
  return foreign.map((reference) => `\${jsonencode(${reference})}`).join(" ");
}

function texts(value: unknown): string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(texts) : [];
}
