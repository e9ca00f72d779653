import path from "node:path";

import { environmentApis } from "./apis/environment";
import { collectionOf } from "./collection/postman";
import { chosenStacks, fromOption } from "./shared/choose";
import { runTool } from "./shared/command-line";
import { ToolError } from "./shared/errors";
import { progress } from "./shared/progress";
import { writeWhole } from "./shared/write-whole";

void runTool(
  {
    command: "npm run collection",
    summary:
      "Writes a request collection of an environment's APIs in Postman's format (v2.1.0): the requests that smoke sends,\n" +
      "and the requests that get the tokens. Addresses, tokens and keys are variables without a value.",
    arguments: "<environment>",
    options: {
      ...fromOption,
      out: {
        type: "string",
        value: "file",
        description: "The file to write. Default: <environment>.postman_collection.json in the current folder.",
      },
    },
    exitStatuses: { 0: "the collection is written", 1: "the environment has no API, or the synth failed" },
  },
  async ({ from, out }, names) => {
    const [name, ...others] = names;
    if (name === undefined || others.length > 0) throw new ToolError("give the name of one environment", 2);
    const [environment] = environmentApis(await chosenStacks({ from, environments: [name] }));
    if (environment === undefined || environment.apis.length === 0) throw new ToolError(`${name} has no API`);
    const file = path.resolve(out ?? `${name}.postman_collection.json`);
    writeWhole(file, `${JSON.stringify(collectionOf(environment), undefined, 2)}\n`);
    progress(file);
    return 0;
  },
);
