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
    sentence: "A layer reads the state of earlier layers alone, where they keep it, and of it only what they publish.",
    layers: ["network", "identity", "compute"],
    check: readersAgreeWithWriters,
  },
  {
    id: "no-automatic-outputs",
    sentence: "Layers meet in outputs that have names, and in none that CDKTF made.",
    check: noAutomaticCrossStackOutputs,
  },
  {
    id: "outputs-say-what-they-are",
    sentence: "The name of an output ends in what it is, and a description says of what.",
    check: outputsSayWhatTheyAre,
  },
  {
    id: "no-secret-is-written",
    sentence: "No value of a secret is written into Terraform JSON.",
    check: noSecretIsWritten,
  },
  {
    id: "no-path-or-time-is-written",
    sentence: "Terraform JSON has no absolute path and no time, which another machine would write differently.",
    check: noPathOrTimeIsWritten,
  },
  {
    id: "stacks-tag-what-they-make",
    sentence: "The provider of every stack gives each resource the tags of its environment.",
    check: stacksTagWhatTheyMake,
  },
];
