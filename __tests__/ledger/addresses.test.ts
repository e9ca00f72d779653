import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { environments } from "../../stacks/environments/index";
import { everyEnvironment, ownName } from "../support/controls";
import { addressesOf, changesToLedger } from "./ledger";

const folder = join(__dirname, "addresses");
const update = process.env["UPDATE_LEDGER"] === "1";
/** As Jest writes a first snapshot: here, to be committed, and never where a run only checks. */
const beginsLedgers = process.env["CI"] === undefined;

test("every resource has the address that it had", async () => {
  const all = await everyEnvironment();
  const stacks = Object.fromEntries(
    Object.keys(environments).flatMap((name) => Object.entries(all[ownName(name)]?.stacks ?? {})),
  );
  const faults: string[] = [];
  for (const [stack, json] of Object.entries(stacks)) {
    const path = join(folder, `${stack}.txt`);
    const addresses = addressesOf(json);
    if (update || (beginsLedgers && !existsSync(path)))
      writeFileSync(path, addresses.map((address) => `${address}\n`).join(""));
    const ledger = existsSync(path) ? readFileSync(path, "utf8").split("\n").filter(Boolean) : [];
    faults.push(...changesToLedger(stack, ledger, addresses));
  }
  for (const file of readdirSync(folder).filter((name) => stacks[name.replace(/\.txt$/, "")] === undefined)) {
    if (update) rmSync(join(folder, file));
    else faults.push(`${file} is the ledger of a stack that is no longer there: a deploy does not destroy what it has`);
  }
  if (faults.length > 0) throw new Error(faults.join("\n\n"));
}, 60_000);

describe("the ledger's words", () => {
  test("say nothing of what has not changed", () => {
    expect(
      changesToLedger("prod-network", ["aws_vpc.main", "aws_subnet.app"], ["aws_vpc.main", "aws_subnet.app"]),
    ).toEqual([]);
  });

  test("name what a deploy would destroy and what it would create, and what to do", () => {
    expect(
      changesToLedger("prod-network", ["aws_vpc.main", "aws_subnet.app"], ["aws_subnet.app", "aws_vpc.network"]),
    ).toEqual([
      [
        "prod-network has other addresses than its ledger, __tests__/ledger/addresses/prod-network.txt.",
        "A deploy would destroy:",
        "  aws_vpc.main",
        "A deploy would create:",
        "  aws_vpc.network",
        'If one is the other under a new name, say so with moveFromId("<old address>"), so that Terraform moves it in the state.',
        "Then, or if it is meant: UPDATE_LEDGER=1 npx jest __tests__/ledger",
      ].join("\n"),
    ]);
  });

  test("do not speak of a move where nothing goes", () => {
    const [words] = changesToLedger("prod-network", [], ["aws_vpc.main"]);
    expect(words).not.toContain("moveFromId");
    expect(words).not.toContain("destroy");
  });
});
