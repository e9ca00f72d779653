import { layerOf, textsIn, writersOf, type Stacks, type Violation } from "./model";

/** Layers meet in named outputs: CDKTF has made none of its own, for a construct of one stack that is used in another. */
export function noAutomaticCrossStackOutputs(stacks: Stacks): Violation[] {
  return Object.entries(stacks).flatMap(([stack, json]) =>
    textsIn(json)
      .filter(({ text }) => text.includes("cross-stack-output"))
      .map(({ path }) => ({ where: stack, what: `has an automatic cross-stack output at ${path}` })),
  );
}

const mayRead: Readonly<Record<string, readonly string[]>> = {
  state: [],
  network: ["account"],
  identity: ["account", "network"],
  compute: ["account", "network", "identity"],
  edge: ["account", "network", "identity", "compute"],
};

/**
 * A layer finds the state of another exactly where that other keeps it, reads only layers that come before it, and of
 * them only what they publish. No place depends on the workspace that somebody happened to select.
 */
export function readersAgreeWithWriters(stacks: Stacks): Violation[] {
  return Object.entries(stacks).flatMap(([stack, json]) => {
    const found: string[] = [];
    const texts = textsIn(json);
    for (const reader of Object.keys(json.data["terraform_remote_state"] ?? {})) {
      const writers = writersOf(stacks, stack, reader);
      if (writers.length !== 1)
        found.push(`reads the state of ${reader} at a place where ${writers.length} layers write`);
      for (const writer of writers) {
        if (layerOf(stacks, writer) !== reader) found.push(`reads the state of ${writer} under the name ${reader}`);
        const read = new Set(
          texts.flatMap(({ text }) =>
            [...text.matchAll(/data\.terraform_remote_state\.([\w-]+)\.outputs\.(\w+)/g)].flatMap(([, from, name]) =>
              from === reader && name !== undefined ? [name] : [],
            ),
          ),
        );
        for (const name of read) {
          if (stacks[writer]?.output[name] === undefined) found.push(`reads ${name}, which ${writer} does not publish`);
        }
      }
      const layer = layerOf(stacks, stack);
      if (!(mayRead[layer] ?? []).includes(reader)) found.push(`is of layer ${layer}, which may not read ${reader}`);
    }
    for (const { path, text } of texts) {
      if (text.includes("terraform.workspace")) found.push(`depends on the selected workspace at ${path}`);
    }
    return found.map((what) => ({ where: stack, what }));
  });
}

/** Texts of the machine and the moment that a synth ran on, which would differ on another. */
export function tracesOfTheMachine(traces: readonly string[]): (stacks: Stacks) => Violation[] {
  return (stacks) =>
    Object.entries(stacks).flatMap(([stack, json]) =>
      textsIn(json).flatMap(({ path, text }) => [
        ...traces
          .filter((trace) => text.includes(trace))
          .map((trace) => ({ where: stack, what: `has ${trace} at ${path}` })),
        ...(/\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d/.test(text) ? [{ where: stack, what: `has a time at ${path}` }] : []),
        ...(/^(\/(home|root|Users|tmp|var\/folders|private)\/|[A-Za-z]:\\)/.test(text)
          ? [{ where: stack, what: `has an absolute path at ${path}` }]
          : []),
      ]),
    );
}

/** No stack has an absolute path or a time, wherever it was synthesized. */
export function noPathOrTimeIsWritten(stacks: Stacks): Violation[] {
  return tracesOfTheMachine([])(stacks);
}

const kinds = ["id", "ids", "arn", "arns", "issuer", "name", "names", "url"];

/** A published name says what it is, and a description what of. */
export function outputsSayWhatTheyAre(stacks: Stacks): Violation[] {
  return Object.entries(stacks).flatMap(([stack, { output }]) =>
    Object.entries(output).flatMap(([name, { description, value }]) => {
      const kind = name.split("_").at(-1) ?? "";
      return [
        ...(kinds.includes(kind) && /^[a-z][a-z0-9]*(_[a-z0-9]+)+$/.test(name)
          ? []
          : ["does not end in the kind of its value"]),
        ...(/s$/.test(kind) === Array.isArray(value)
          ? []
          : ["is one value under a plural name, or a list under a singular name"]),
        ...(String(description ?? "").trim() === "" ? ["has no description"] : []),
      ].map((what) => ({ where: `${stack}/output.${name}`, what }));
    }),
  );
}

const secretNames =
  /(^|_)(password|passwd|secret|secret_string|secret_binary|private_key|private_key_pem|client_secret|auth_token|access_key|secret_key)$/;
const secretTexts = /-----BEGIN [A-Z ]*PRIVATE KEY-----|\b(AKIA|ASIA)[A-Z0-9]{16}\b|\baws_secret_access_key\b/;

/** No value of a secret is written down, where state would keep it for whoever reads the state. */
export function noSecretIsWritten(stacks: Stacks): Violation[] {
  return Object.entries(stacks).flatMap(([stack, json]) => [
    ...attributesIn(json)
      .filter(({ key, value }) => secretNames.test(key) && typeof value === "string")
      .map(({ path }) => ({ where: stack, what: `has a secret at ${path}` })),
    ...textsIn(json)
      .filter(({ text }) => secretTexts.test(text))
      .map(({ path }) => ({ where: stack, what: `has a secret at ${path}` })),
  ]);
}

function attributesIn(
  value: unknown,
  path: readonly string[] = [],
): { readonly key: string; readonly path: string; readonly value: unknown }[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => [
    { key, path: [...path, key].join("."), value: item as unknown },
    ...attributesIn(item, [...path, key]),
  ]);
}

/** Every resource of a kind that takes tags has the environment's, by the provider's default tags. */
export function stacksTagWhatTheyMake(stacks: Stacks): Violation[] {
  const tags = ["Environment", "Layer", "Owner", "CostCentre", "ManagedBy"];
  return Object.entries(stacks).flatMap(([stack, { provider }]) =>
    (provider["aws"] ?? []).flatMap((one, index) =>
      tags
        .filter((tag) => typeof one.default_tags?.[0]?.tags?.[tag] !== "string")
        .map((tag) => ({ where: `${stack}/provider.aws[${index}]`, what: `sets no tag ${tag}` })),
    ),
  );
}
