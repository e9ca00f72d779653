import type { Review, ReviewedFinding } from "./review";

/** The page in GitHub's Markdown. */
export function markdownOf(review: Review): string {
  const { environment, verdict, findings, layers, tags, plain } = review;
  return [
    `# ${environment ?? "unknown environment"}: ${verdict}`,
    "",
    ...layers.map(({ layer, changed, understood }) => `- ${layer}: ${understood} of ${changed} changes understood`),
    "",
    ...findings.map(lineOf),
    "",
    ...tags.map(({ tag, before, after, on }) => `- tag ${tag} of ${on.length} resources: ${before} → ${after}`),
    "",
    ...plain.map(({ layer, thing, action, changes }) =>
      [`- ${layer}, ${thing}: ${action}`, ...changes.map(({ path }) => `  - ${path}`)].join("\n"),
    ),
    "",
  ].join("\n");
}

const lineOf = (finding: ReviewedFinding): string => {
  const { consequence, direction, level, layer, thing, part, before, after, meaning, address } = finding;
  const change = before === undefined && after === undefined ? "" : `: ${before ?? "nothing"} → ${after ?? "nothing"}`;
  return `- **${level}** ${consequence}, ${direction}: ${layer}, ${thing}${part === undefined ? "" : `, ${part}`}${change}. ${meaning} (${address})`;
};
