import { environmentApis } from "./apis/environment";
import { markdown } from "./routes/markdown";
import { review } from "./routes/reviewed";
import { chosenStacks, fromOption } from "./shared/choose";
import { runTool } from "./shared/command-line";
import { progress } from "./shared/progress";

void runTool(
  {
    command: "npm run routes",
    summary:
      "Prints the reviewer's table of an environment, in Markdown: every route of every API, who may call it, with what\n" +
      "token, under which limits, behind which firewall, and every departure with its reason. Reads the synthesized JSON\n" +
      "alone. Without names: every environment.",
    arguments: "[<environment>...]",
    options: {
      ...fromOption,
      json: { type: "boolean", description: "Prints the table as JSON." },
    },
    exitStatuses: {
      0: "every route has an authorizer, or a reason for none; none is reachable past CloudFront without one",
      1: "a route lacks one and the reason, or the synth failed",
    },
  },
  async ({ from, json }, names) => {
    const reviews = environmentApis(await chosenStacks({ from, environments: names })).map(review);
    process.stdout.write(json ? `${JSON.stringify(reviews, undefined, 2)}\n` : reviews.map(markdown).join("\n"));
    const faults = reviews.flatMap(({ environment, routes }) =>
      routes.flatMap(({ api, route, unreasoned, pastEdge }) => [
        ...(unreasoned ? [`${environment}: ${api}: ${route} has no authorizer, and no reason for it`] : []),
        ...(pastEdge?.unreasoned === true
          ? [`${environment}: ${api}: ${route} is reachable past the edge firewall, and no reason for it`]
          : []),
      ]),
    );
    for (const fault of faults) progress(fault);
    return faults.length === 0 ? 0 : 1;
  },
);
