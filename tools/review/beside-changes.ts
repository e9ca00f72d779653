import { type Estate, type Place, layerNameOf } from "./estate";
import type { Finding } from "./finding";
import type { ActionRun, Check, DeferredChange } from "./plan/beside-changes";

/**
 * What plans have beside changes of resources and outputs: conditions that do not hold, actions of a provider that the apply
 * runs, and changes that Terraform leaves for a later plan (Terraform documentation, "JSON Output Format").
 */
export const besideChanges = (estate: Estate): readonly Finding[] =>
  estate.plans.flatMap((plan) => {
    const placed = placesIn(estate, layerNameOf(plan));
    return [
      ...plan.checks.map((one) => ofCheck(one, placed)),
      ...plan.actions.map((one) => ofAction(one, placed)),
      ...plan.deferred.map((one) => ofDeferred(one, placed)),
    ];
  });

type Placed = (address: string, type: string, name: string) => Place;

/** The resource or the output at an address, or a place of that name where the plan changes none there. */
const placesIn =
  (estate: Estate, layer: string): Placed =>
  (address, type, name) =>
    estate.at(layer, address) ??
    estate.outputs.find((one) => one.layer === layer && one.address === address) ?? {
      layer,
      address,
      type,
      name,
      // What a condition or an action says has no before.
      isFirst: false,
    };

/**
 * A check that fails is a warning, and the apply goes on (Terraform documentation, "check block reference"). Every other condition
 * ends the operation where it fails ("Validate your configuration").
 */
function ofCheck({ address, kind, status, problems }: Check, placed: Placed): Finding {
  const isBlock = kind === "check";
  const name = address.slice(address.lastIndexOf(".") + 1);
  const type = isBlock ? "check" : kind === "output_value" ? "output" : kind === "var" ? "variable" : typeIn(address);
  const shown = {
    place: placed(address, type, name),
    ...(!isBlock && { part: "condition" }),
    says: [],
  };
  if (status === "unknown") {
    return {
      ...shown,
      rule: "condition-unknown",
      consequence: "other",
      direction: "neutral",
      after: "known after apply",
      meaning: `Terraform evaluates the condition during the apply: ${isBlock ? "it warns where the condition fails" : "it ends the apply where the condition fails"}.`,
    };
  }
  const reason = problems.length === 0 ? "" : ` The configuration says: ${problems.join(" ")}`;
  return {
    ...shown,
    rule: "condition-fails",
    consequence: "guard lost",
    direction: "weaker",
    after: status === "fail" ? "fails" : status === "error" ? "cannot be evaluated" : status,
    meaning: isBlock
      ? `What the configuration asserts does not hold, and the apply goes on all the same.${reason}`
      : `What the configuration demands does not hold, so Terraform refuses the apply.${reason}`,
  };
}

const typeIn = (address: string): string =>
  address
    .replaceAll(/\[[^\]]*\]/g, "")
    .split(".")
    .at(-2) ?? address;

/** An action does something outside of the state (Terraform documentation, "Invoke an action"). */
function ofAction({ address, type, name, trigger, deferred }: ActionRun, placed: Placed): Finding {
  return {
    rule: "action-runs",
    consequence: "not reviewable",
    direction: "cannot tell",
    place: placed(address, "action", `${type} ${name}`),
    ...(trigger !== undefined && { part: `${trigger.event} of ${trigger.address}` }),
    after: deferred === undefined ? "runs" : "deferred",
    meaning:
      deferred === undefined
        ? "The apply runs an action of the provider: no plan says what an action does, so read the action."
        : `Terraform runs the action in a later apply (${deferred}): read the action.`,
    says: [],
  };
}

function ofDeferred({ address, type, name, reason }: DeferredChange, placed: Placed): Finding {
  return {
    rule: "deferred-change",
    consequence: "not reviewable",
    direction: "cannot tell",
    place: placed(address, type, name),
    after: "deferred",
    meaning: `Terraform cannot plan the change yet (${reason}), and leaves the change for a later plan: review that plan.`,
    says: [],
  };
}
