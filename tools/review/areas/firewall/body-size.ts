import { type Resource, blockOf, textOf } from "../../estate";
import type { Finding } from "../../finding";
import type { Normal } from "../../plan/normal";

/** WAF API Reference, RequestBodyAssociatedResourceTypeConfig; KB_16 where nothing is given. */
const sizes = ["KB_8", "KB_16", "KB_32", "KB_48", "KB_64"];
const usual = "KB_16";

/** How much of a body AWS WAF looks at, by the type of what it guards. */
export function bodySizeFindings(webAcl: Resource): readonly Finding[] {
  const [before, after] = [bodiesOf(webAcl.before), bodiesOf(webAcl.after)];
  const types = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])].sort();
  return types.flatMap((type) => {
    const [was, is] = [sizeOf(before, type), sizeOf(after, type)];
    if (was === is) return [];
    const step = sizes.indexOf(is) - sizes.indexOf(was);
    return [
      {
        rule: "waf-body-size",
        consequence: "guard lost",
        direction: step > 0 ? "stronger" : "weaker",
        place: webAcl,
        part: `bodies for ${type.replaceAll("_", " ")}`,
        before: words(was),
        after: words(is),
        meaning:
          step > 0
            ? "More of each body is looked at; the price of a request rises."
            : "What stands further back in a body is no longer looked at.",
        says: ["association_config"],
      } as const,
    ];
  });
}

const bodiesOf = (value: Normal | undefined): Normal | undefined =>
  blockOf(blockOf(value, "association_config"), "request_body");

const sizeOf = (bodies: Normal | undefined, type: string): string =>
  textOf(blockOf(bodies, type), "default_size_inspection_limit") ?? usual;

const words = (size: string): string => size.replace(/^KB_(\d+)$/, "$1 KB");
