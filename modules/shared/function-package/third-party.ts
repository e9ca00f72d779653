import type { Metafile } from "esbuild";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ConfigurationError } from "../configuration-error";

/** What esbuild tells of a bundle: which source files it read, and how many bytes each has in the bundle. */
type Output = Metafile["outputs"][string];

/** An npm package, and the terms of its licence. */
interface ThirdParty {
  /** `zod 4.6.7 (MIT)` */
  readonly title: string;
  readonly terms: string;
}

/** By the package's folder, from the folder that esbuild worked in. */
type ThirdParties = ReadonlyMap<string, ThirdParty>;

/** Reads the licences and notices of every npm package that has code in a bundle. A package without a licence is refused. */
export function readThirdParties(bundles: readonly Output[], root: string): ThirdParties {
  const faults: string[] = [];
  const parties = new Map<string, ThirdParty>();
  for (const folder of new Set(bundles.flatMap(packagesIn))) {
    const { name, version, license } = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8")) as Manifest;
    const licences = textsIn(join(root, folder), /^(?:licen[cs]e|copying)/i);
    const notices = textsIn(join(root, folder), /^(?:notice|third.?party)/i);
    const named = typeof license === "string" && license !== "" ? license : undefined;
    if (named === undefined && licences.length === 0)
      faults.push(
        `${name} ${version} is in the bundle of a function, and has neither a licence file nor a "license" in its ` +
          `package.json; bundle only packages that come with a licence ("npm ls ${name}" says who brings this one)`,
      );
    const terms = licences.length > 0 ? licences : [`The package has no licence file; its package.json says ${named}.`];
    parties.set(folder, {
      title: `${name} ${version} (${named ?? "its package.json says no licence"})`,
      terms: [...terms, ...notices].join("\n\n"),
    });
  }
  ConfigurationError.throwIfAny(faults);
  return parties;
}

interface Manifest {
  readonly name: string;
  readonly version: string;
  /** An object in old packages. */
  readonly license?: unknown;
}

/** The folders of the packages in a bundle. esbuild lists what it left out, too: with no byte. */
function packagesIn({ inputs }: Output): string[] {
  const folders = Object.entries(inputs).flatMap(([path, { bytesInOutput }]) =>
    bytesInOutput > 0 ? (/^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(path)?.[0] ?? []) : [],
  );
  return [...new Set(folders)];
}

/** The texts of the files of some names in a folder. `license.js` is code. */
function textsIn(folder: string, names: RegExp): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => (entry.isFile() ? [entry.name] : []))
    .filter((name) => names.test(name) && !/\.(?:[cm]?[jt]sx?|json|map)$/i.test(name))
    .sort()
    .map((name) => plain(readFileSync(join(folder, name), "utf8")));
}

/** With the line ends of Unix. */
const plain = (text: string): string => text.replace(/\r\n?/g, "\n").trimEnd();

/**
 * Says which npm packages a bundle has code of, and on which terms. Packages of the same terms share one text.
 * `legalComments` are those that esbuild took out of the source files.
 */
export function thirdPartyText(bundle: Output, parties: ThirdParties, legalComments: string): string {
  const found = packagesIn(bundle).flatMap((folder) => parties.get(folder) ?? []);
  const termsOf = new Map(found.map(({ title, terms }) => [title, terms]));
  const titlesOf = new Map<string, string[]>();
  for (const [title, terms] of [...termsOf].sort(([one], [other]) => (one < other ? -1 : 1)))
    titlesOf.set(terms, [...(titlesOf.get(terms) ?? []), title]);
  const sections = [
    "Beside the function's own code, index.js has code of the npm packages that are named here, each with its version and\n" +
      "the licence that its package.json names. Below the packages are the texts of their licences and notices.",
    ...[...titlesOf].map(([terms, titles]) => `${titles.join("\n")}\n\n${terms}`),
    ...(legalComments === "" ? [] : [plain(legalComments)]),
  ];
  return `${sections.join(`\n\n${"-".repeat(80)}\n`)}\n`;
}
