import type { CataloguedControl } from "../control";
import {
  noAutomaticCrossStackOutputs,
  noPathOrTimeIsWritten,
  noSecretIsWritten,
  outputsSayWhatTheyAre,
  readersAgreeWithWriters,
  stacksTagWhatTheyMake,
} from "../rules/contract";

/** How layers meet, and what every stack's JSON says. */
export const layers: readonly CataloguedControl[] = [
  {
    id: "state-places-agree",
    sentence:
      "A layer reads only states of earlier layers, at the place where the earlier layer writes, and only published outputs.",
    layers: ["network", "identity", "compute"],
    check: readersAgreeWithWriters,
  },
  {
    id: "no-automatic-outputs",
    sentence: "Layers share named outputs alone, and no output that CDKTF generated.",
    check: noAutomaticCrossStackOutputs,
  },
  {
    id: "outputs-say-what-they-are",
    sentence: "The name of an output ends in the kind of its value, and a description says what the value belongs to.",
    check: outputsSayWhatTheyAre,
  },
  {
    id: "no-secret-is-written",
    sentence: "No value of a secret is written into Terraform JSON.",
    check: noSecretIsWritten,
  },
  {
    id: "no-path-or-time-is-written",
    sentence: "Terraform JSON has no absolute path and no time, which would differ on another machine.",
    check: noPathOrTimeIsWritten,
  },
  {
    id: "stacks-tag-what-they-make",
    sentence: "The provider of every stack gives each resource the tags of its environment.",
    check: stacksTagWhatTheyMake,
  },
];
