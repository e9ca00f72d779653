import { ToolError } from "../shared/errors";
import type { Attributes, Configuration } from "./configuration";
import { type PlannedResource, knownAfterApply } from "./exposure";

/** The message `test_plan` of `terraform test -json`, as far as it is read here. */
export interface TestPlan {
  readonly resource_changes?: readonly ResourceChange[];
}

interface ResourceChange {
  readonly address: string;
  readonly mode: string;
  readonly type: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly after?: Attributes | null;
    readonly after_unknown?: Attributes;
  };
}

/**
 * The resources that a first plan adds, with their attributes after apply.
 *
 * @throws ToolError for a plan from which it cannot be read what is open to the internet. OpenTofu (1.12) makes up the values
 * of a mocked resource in the plan, where Terraform leaves them unknown until apply (opentofu/opentofu,
 * `internal/tofu/provider_for_test_framework.go`, PlanResourceChange): a route to an internet gateway then leads to a made-up
 * text, and a switch that is left to AWS is off.
 */
export function plannedResources(plan: TestPlan, configuration: Configuration): PlannedResource[] {
  const changes = plan.resource_changes ?? [];
  if (changes.length === 0 && Object.keys(configuration.resource ?? {}).length > 0) {
    throw new ToolError(`the plan lists no resource, but the configuration has resources; ${remedy}`);
  }
  return changes
    .filter(({ mode, change }) => mode === "managed" && change.actions.includes("create"))
    .map((change) => plannedResource(change, configuration));
}

const remedy =
  "run plan:first with HashiCorp's Terraform as the first terraform on PATH, since such a plan does not show which resources are open to the internet";

/**
 * The attributes after apply. Those that are set and known only then stand as the words that Terraform prints for them,
 * but for a policy: it names what it protects by an ARN that is not known yet, and the rest of it is.
 */
function plannedResource({ address, type, change }: ResourceChange, { resource }: Configuration): PlannedResource {
  const { after, after_unknown: afterUnknown } = change;
  const [name = ""] = address.slice(type.length + 1).split("[");
  const configured = resource?.[type]?.[name] ?? {};
  if (after === undefined || after === null || afterUnknown === undefined) {
    throw new ToolError(`the plan does not say which attributes of ${address} are known; ${remedy}`);
  }
  if (configured["id"] === undefined && typeof after["id"] === "string") {
    throw new ToolError(
      `the plan gives ${address} the id "${after["id"]}" before the resource exists, as OpenTofu does; ${remedy}`,
    );
  }
  const later = Object.keys(configured).filter((attribute) => afterUnknown[attribute] === true);
  const unknown = later.map((attribute) => [
    attribute,
    attribute === "policy" ? configured[attribute] : knownAfterApply,
  ]);
  return { address, type, after: { ...after, ...(Object.fromEntries(unknown) as Attributes) } };
}
