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
      0: "every route has an authorizer, or a reason for none",
      1: "a route has neither, or the synth failed",
    },
  },
  async ({ from, json }, names) => {
    const reviews = environmentApis(await chosenStacks({ from, environments: names })).map(review);
    process.stdout.write(json ? `${JSON.stringify(reviews, undefined, 2)}\n` : reviews.map(markdown).join("\n"));
    const open = reviews.flatMap(({ environment, routes }) =>
      routes.filter(({ unreasoned }) => unreasoned).map(({ api, route }) => `${environment}: ${api}: ${route}`),
    );
    for (const route of open) progress(`${route} has no authorizer, and no reason for it`);
    return open.length === 0 ? 0 : 1;
  },
);
