/** Handling of a component whose beginning alone AWS WAF sees (WAF Developer Guide, "Oversize web request components"). */
type OversizeHandling = "CONTINUE" | "MATCH" | "NO_MATCH";

/** What to do with a request that lacks the inspected component. */
export type FallbackBehavior = "MATCH" | "NO_MATCH";

/** Keys alone, values alone, or both. */
type MatchScope = "ALL" | "KEY" | "VALUE";

/** Which headers, cookies or JSON paths to look at. */
type MatchPattern =
  "all" | { readonly included: readonly [string, ...string[]] } | { readonly excluded: readonly [string, ...string[]] };

/** The part of a request that a statement looks at (WAF API Reference, FieldToMatch). */
export type RequestComponent =
  | "all_query_arguments"
  | "method"
  | "query_string"
  | "uri_path"
  | { readonly singleHeader: string }
  | { readonly singleQueryArgument: string }
  | { readonly body: { readonly oversizeHandling: OversizeHandling } }
  | {
      readonly jsonBody: {
        readonly matchPattern: "all" | { readonly included: readonly [string, ...string[]] };
        readonly matchScope: MatchScope;
        readonly oversizeHandling: OversizeHandling;
        /** What to do with a body that is not JSON. */
        readonly invalidFallbackBehavior: "EVALUATE_AS_STRING" | "MATCH" | "NO_MATCH";
      };
    }
  | {
      readonly headers: {
        readonly matchPattern: MatchPattern;
        readonly matchScope: MatchScope;
        readonly oversizeHandling: OversizeHandling;
      };
    }
  | {
      readonly cookies: {
        readonly matchPattern: MatchPattern;
        readonly matchScope: MatchScope;
        readonly oversizeHandling: OversizeHandling;
      };
    }
  | { readonly headerOrder: { readonly oversizeHandling: OversizeHandling } }
  | { readonly ja3Fingerprint: { readonly fallbackBehavior: FallbackBehavior } }
  | { readonly ja4Fingerprint: { readonly fallbackBehavior: FallbackBehavior } }
  | { readonly uriFragment: { readonly fallbackBehavior: FallbackBehavior } };

export function renderRequestComponent(component: RequestComponent): object {
  if (typeof component === "string") return { [component]: {} };
  if ("singleHeader" in component) return { single_header: { name: component.singleHeader } };
  if ("singleQueryArgument" in component) return { single_query_argument: { name: component.singleQueryArgument } };
  if ("body" in component) return { body: { oversize_handling: component.body.oversizeHandling } };
  if ("headerOrder" in component) {
    return { header_order: [{ oversize_handling: component.headerOrder.oversizeHandling }] };
  }
  if ("ja3Fingerprint" in component) {
    return { ja3_fingerprint: { fallback_behavior: component.ja3Fingerprint.fallbackBehavior } };
  }
  if ("ja4Fingerprint" in component) {
    return { ja4_fingerprint: { fallback_behavior: component.ja4Fingerprint.fallbackBehavior } };
  }
  if ("uriFragment" in component) {
    return { uri_fragment: { fallback_behavior: component.uriFragment.fallbackBehavior } };
  }
  if ("jsonBody" in component) {
    const { matchPattern, matchScope, oversizeHandling, invalidFallbackBehavior } = component.jsonBody;
    return {
      json_body: {
        match_pattern: matchPattern === "all" ? { all: {} } : { included_paths: matchPattern.included },
        match_scope: matchScope,
        oversize_handling: oversizeHandling,
        invalid_fallback_behavior: invalidFallbackBehavior,
      },
    };
  }
  const kind = "headers" in component ? "headers" : "cookies";
  const { matchPattern, matchScope, oversizeHandling } = "headers" in component ? component.headers : component.cookies;
  return {
    [kind]: [
      {
        match_pattern: renderMatchPattern(matchPattern, kind),
        match_scope: matchScope,
        oversize_handling: oversizeHandling,
      },
    ],
  };
}

function renderMatchPattern(pattern: MatchPattern, kind: "headers" | "cookies"): object {
  if (pattern === "all") return { all: {} };
  return "included" in pattern
    ? { [`included_${kind}`]: pattern.included }
    : { [`excluded_${kind}`]: pattern.excluded };
}

/** Refuses upper case in names: AWS returns them in lower case, so every plan would show a change. */
export function requestComponentFaults(component: RequestComponent, place: string): string[] {
  if (typeof component === "string") return [];
  if ("singleHeader" in component) return nameFaults(component.singleHeader, 40, `${place} looks at the header`);
  if ("singleQueryArgument" in component) {
    return nameFaults(component.singleQueryArgument, 30, `${place} looks at the query argument`);
  }
  return [];
}

function nameFaults(name: string, most: number, subject: string): string[] {
  return name.length <= most && /^[0-9a-z_-]+$/.test(name)
    ? []
    : [`${subject} "${name}"; give 1 to ${most} lower-case letters, digits, hyphens or underscores`];
}
