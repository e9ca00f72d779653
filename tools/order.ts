import path from "node:path";

import { announcementsOf, refusalsOf } from "./order/announce";
import { writeBetween } from "./order/between";
import { orderOfChange } from "./order/order-of-change";
import { type PrintedOrder, readable } from "./order/readable";
import { runTool } from "./shared/command-line";
import { ToolError } from "./shared/errors";
import { progress } from "./shared/progress";
import { environmentsOf, readSynthesis, stacksOfEarlierSynths } from "./shared/synthesize";

void runTool(
  {
    command: "npm run order",
    summary:
      "Compares two folders that a synth wrote, the applied folder and the folder to apply, and prints in which order the\n" +
      "layers are applied: upwards where a layer reads a new output, downwards where a lower layer removes a resource that a\n" +
      "higher layer still uses, and in two rounds where both hold. Without a name: every environment of the two folders.",
    options: {
      base: {
        type: "string",
        value: "folder",
        description: "The folder of the synth that is applied.",
      },
      head: {
        type: "string",
        value: "folder",
        description: "The folder of the synth to apply (cdktf.out).",
      },
      environment: { type: "string", value: "name", description: "Compares this environment alone." },
      between: {
        type: "string",
        value: "folder",
        description: "The folder to which the first of two rounds is written, beside the other two folders.",
      },
      json: { type: "boolean", description: "Prints the order as JSON, with the folder of each step." },
    },
    exitStatuses: {
      0: "the order is printed",
      1: "a change is refused: AWS or a plan would refuse the change, or resources would remain without a state; or a folder cannot be read",
    },
  },
  ({ base, head, environment, between, json }) => {
    if (base === undefined || head === undefined) {
      throw new ToolError(
        "give --base <folder>, the folder that is applied, and --head <folder>, the folder to apply; --help shows the options",
        2,
      );
    }
    if (between !== undefined && path.dirname(path.resolve(between)) !== path.dirname(path.resolve(head))) {
      throw new ToolError(
        `--between is ${between}; give a folder beside ${head}: a stack finds a local state by a relative path`,
        2,
      );
    }
    const [old, now] = [readSynthesis(path.resolve(base)), readSynthesis(path.resolve(head))];
    for (const [folder, synthesis] of [
      [base, old],
      [head, now],
    ] as const) {
      const earlier = stacksOfEarlierSynths(synthesis).filter(
        (stack) => environment === undefined || stack.startsWith(`${environment}-`),
      );
      if (earlier.length === 0) continue;
      throw new ToolError(
        `${folder} still has ${earlier.join(", ")} of an earlier synth, since the last synth was of ${environmentsOf(synthesis).join(", ")} alone; run npm run synth for every environment, or give --environment`,
        2,
      );
    }
    const names = environment === undefined ? [...environmentsOf(now), ...environmentsOf(old)] : [environment];
    const orders = [...new Set(names)].map((name): PrintedOrder => {
      const order = orderOfChange(old, now, name);
      const folders = between === undefined ? {} : writeBetween(old, now, order, path.resolve(between));
      const steps = order.steps.map((step) => {
        const { stacks } = step.apply === "destroy" ? old : now;
        const whole = stacks.find((stack) => stack.name === step.stack)?.folder;
        const folder = step.apply === "between" ? folders[step.stack] : whole;
        return { ...step, folder: folder && path.relative("", folder) };
      });
      return {
        ...order,
        steps,
        announcements: announcementsOf(old, now, name),
        refusals: refusalsOf(old, now, name),
      };
    });
    process.stdout.write(json ? `${JSON.stringify(orders, undefined, 2)}\n` : orders.map(readable).join("\n"));
    const unwritten = orders.some(({ steps }) => steps.some(({ folder }) => folder === undefined));
    if (unwritten) progress("Two rounds: give --between <folder>, to which the first round is written.");
    return Promise.resolve(orders.some(({ refusals }) => refusals.length > 0) ? 1 : 0);
  },
);
