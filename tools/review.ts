import { readFileSync } from "node:fs";

import { markdownOf } from "./review/markdown";
import { readPlan } from "./review/plan/read-plan";
import { reviewOf } from "./review/review";
import { runTool } from "./shared/command-line";

void runTool(
  {
    command: "npm run review",
    summary:
      "Reads plans of one environment, and prints what they change in data, exposure, guards, privileges and availability.",
    arguments: "<plan.json>...",
    options: {},
    exitStatuses: { 0: "nothing above the policy", 1: "the policy says stop", 2: "an input is refused" },
  },
  (_, files) => {
    const plans = files.map((file) => readPlan(readFileSync(file, "utf8"), file));
    const review = reviewOf(plans);
    process.stdout.write(markdownOf(review));
    return Promise.resolve(review.verdict === "stop" ? 1 : 0);
  },
);
