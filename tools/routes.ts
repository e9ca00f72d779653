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
      0: "every route has an authorizer, or a reason for having none; no route is reachable past CloudFront without a reason",
      1: "a route has neither an authorizer nor a reason, or is reachable past CloudFront without a reason, or the synth failed",
    },
  },
  async ({ from, json }, names) => {
    const reviews = environmentApis(await chosenStacks({ from, environments: names })).map(review);
    process.stdout.write(json ? `${JSON.stringify(reviews, undefined, 2)}\n` : reviews.map(markdown).join("\n"));
    const faults = reviews.flatMap(({ environment, routes }) =>
      routes.flatMap(({ api, route, unreasoned, pastEdge }) => [
        ...(unreasoned ? [`${environment}: ${api}: ${route} has no authorizer, and no departure gives a reason`] : []),
        ...(pastEdge?.unreasoned === true
          ? [`${environment}: ${api}: ${route} is reachable past the edge firewall, and no departure gives a reason`]
          : []),
      ]),
    );
    for (const fault of faults) progress(fault);
    return faults.length === 0 ? 0 : 1;
  },
);
