import { areas } from "../../../tools/review/areas";
import { isPlain } from "../../../tools/review/plain-attributes";
import { everyEnvironment } from "../../support/controls";

const judged = new Map<string, Set<string>>();
for (const { judges } of areas)
  for (const [type, names] of Object.entries(judges))
    judged.set(type, new Set([...(judged.get(type) ?? []), ...names]));

/** What a block says to Terraform alone. */
const meta = new Set(["lifecycle", "provider", "depends_on", "timeouts", "tags"]);

test("each attribute of each resource of every environment is judged, or is shown as it is", async () => {
  const silent = new Set<string>();
  for (const { stacks } of Object.values(await everyEnvironment()))
    for (const { resource } of Object.values(stacks))
      for (const [type, blocks] of Object.entries(resource)) {
        if (!judged.has(type) && !isPlain(type, "")) silent.add(type);
        for (const name of Object.values(blocks).flatMap((block) => Object.keys(block)))
          if (!meta.has(name) && judged.get(type)?.has(name) !== true && !isPlain(type, name))
            silent.add(`${type} ${name}`);
      }
  expect([...silent].sort()).toEqual([]);
});

test("no attribute is both judged and shown as it is", () => {
  const both = [...judged].flatMap(([type, names]) =>
    [...names].filter((name) => name !== "arn" && isPlain(type, name)).map((name) => `${type} ${name}`),
  );
  expect(both.sort()).toEqual([]);
});

test("an attribute of another type, and a type that nobody knows, are not plain", () => {
  expect(isPlain("aws_kms_key", "description")).toBe(true);
  expect(isPlain("aws_kms_key", "policy")).toBe(false);
  expect(isPlain("aws_made_up", "name")).toBe(false);
  expect(isPlain("aws_made_up", "")).toBe(false);
  expect(isPlain("aws_made_up", "tags_all")).toBe(true);
  expect(isPlain("constructor", "")).toBe(false);
});
