import type { Resource } from "../../estate";
import type { Finding } from "../../finding";
import { unknown } from "../../plan/normal";
import { changedNames } from "../../settings/maps";
import { sidesOf, unknownAfter, withPlace } from "../../settings/setting";

/** Texts that shape a request: what they let through is for a reader to judge. Values are not printed: a header may be a secret. */
export function mappingFindings(one: Resource, isMock: boolean): readonly Finding[] {
  return ["request_templates", "request_parameters", "cache_key_parameters"].flatMap((path) => {
    const [before, after] = sidesOf(one, path);
    const names = changedNames(before, after);
    if (names.length === 0) return [];
    const part = `${words[path] ?? path}${names.join() === "" ? "" : ` ${names.join(", ")}`}`;
    const rule = "api-integration-mapping";
    if (after === unknown) return [withPlace(unknownAfter(rule, words[path] ?? path), one, path)];
    const meaning =
      path === "request_templates"
        ? "The mapping template changed: it may let more of a request through to the backend."
        : path === "request_parameters"
          ? "The mapping of parameters changed: the backend gets other values."
          : "Answers are kept by other parameters: a caller may get the answer to another's call.";
    if (isMock) {
      const changed = "The answer that the API gives by itself is chosen in another way.";
      return [withPlace({ rule, consequence: "other", direction: "neutral", part, meaning: changed }, one, path)];
    }
    const consequence = path === "cache_key_parameters" ? "exposure" : "guard lost";
    return [withPlace({ rule, consequence, direction: "cannot tell", part, meaning }, one, path)];
  });
}

const words: Readonly<Record<string, string>> = {
  request_templates: "mapping template",
  request_parameters: "mapping of parameters",
  cache_key_parameters: "cache key",
};
