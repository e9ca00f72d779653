import type { RawPlan } from "./format";
import { type Normal, compare } from "./normal";
import { folded, normalForm } from "./normal-form";

/** A condition that does not hold, or that Terraform cannot evaluate yet. */
export interface Check {
  /** Terraform's, of one instance: `check.health`, `aws_vpc.main`, `output.vpc_id`. */
  readonly address: string;
  /** `check` for a block of that name, or what the condition belongs to: `resource`, `output_value`, `var`. */
  readonly kind: string;
  /** `fail`, `error` or `unknown`; a later Terraform may have another word. */
  readonly status: string;
  /** What the author of the condition says where it fails. */
  readonly problems: readonly string[];
}

/** An action of a provider: the apply runs it, and no state tells of it. */
export interface ActionRun {
  readonly address: string;
  readonly type: string;
  readonly name: string;
  /** When the apply runs it: `AfterCreate` of `aws_vpc.main`. Absent where the command line names the action. */
  readonly trigger?: { readonly event: string; readonly address: string };
  /** What the action is given, without secrets. */
  readonly values?: Normal;
  /** Why Terraform runs it in a later apply. */
  readonly deferred?: string;
}

/** A change that Terraform cannot plan yet. */
export interface DeferredChange {
  readonly address: string;
  readonly type: string;
  readonly name: string;
  /** Terraform's word for why, such as `provider_config_unknown`. */
  readonly reason: string;
}

/** What a plan has beside changes of resources and outputs. */
export interface BesideChanges {
  /** Those that pass are left out. */
  readonly checks: readonly Check[];
  readonly actions: readonly ActionRun[];
  readonly deferred: readonly DeferredChange[];
}

export const besideChanges = (plan: RawPlan): BesideChanges => ({
  checks: (plan.checks ?? []).flatMap(checksOf).sort(byAddress),
  actions: [
    ...(plan.action_invocations ?? []).map((one) => actionOf(one)),
    ...(plan.deferred_action_invocations ?? []).map((one) => actionOf(one.action_invocation, one.reason)),
  ].sort(byAddress),
  deferred: (plan.deferred_changes ?? [])
    .map(({ reason, resource_change: { address, type, name } }) => ({ address, type, name, reason }))
    .sort(byAddress),
});

/** The instances that do not pass; where there is none, what Terraform says of the whole. */
function checksOf({ address, status, instances }: NonNullable<RawPlan["checks"]>[number]): readonly Check[] {
  const kind = address.kind ?? "check";
  const open = (instances ?? [])
    .filter((one) => one.status !== "pass")
    .map((one) => ({
      address: one.address.to_display,
      kind,
      status: one.status,
      problems: (one.problems ?? []).map(({ message }) => message).sort(compare),
    }));
  return open.length > 0 || status === "pass" ? open : [{ address: address.to_display, kind, status, problems: [] }];
}

function actionOf(raw: NonNullable<RawPlan["action_invocations"]>[number], deferred?: string): ActionRun {
  const { address, type, name, lifecycle_action_trigger: trigger } = raw;
  const values = normalForm(raw.config_values, {
    type,
    sensitive: folded(raw.config_sensitive),
    unknown: raw.config_unknown,
  });
  return {
    address,
    type,
    name,
    ...(trigger?.action_trigger_event !== undefined && {
      trigger: { event: trigger.action_trigger_event, address: trigger.triggering_resource_address ?? "" },
    }),
    ...(values !== undefined && { values }),
    ...(deferred !== undefined && { deferred }),
  };
}

const byAddress = (one: { readonly address: string }, other: { readonly address: string }): number =>
  compare(one.address, other.address) || compare(JSON.stringify(one), JSON.stringify(other));
