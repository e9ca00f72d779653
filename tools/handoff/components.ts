import { unzipSync } from "fflate";

import { type Files, sha256, sorted, textOf } from "./bundle";

/** An npm package that a function's package has code of. */
interface Library {
  readonly name: string;
  readonly version: string;
  /** As its `package.json` says. */
  readonly licence: string;
}

/** The file of each function's package that names the npm packages in it. */
const thirdPartyFile = "THIRD-PARTY";

/**
 * Lists what the function packages of a bundle contain, with licences, in CycloneDX 1.6. It has no time and no random number, so
 * the same packages give the same bytes.
 *
 * @param packages the zips, by their path in the bundle
 */
export function componentsOf(packages: Files, product: { readonly name: string; readonly version: string }): string {
  const functions = sorted(packages).map(([path, zip]) => ({ path, sum: sha256(zip), libraries: librariesIn(zip) }));
  const libraries = new Map(functions.flatMap(({ libraries: all }) => all.map((one) => [purlOf(one), one] as const)));
  const root = `${product.name}@${product.version}`;
  const document = {
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: { component: { type: "application", "bom-ref": root, ...product } },
    components: [
      ...functions.map(({ path, sum }) => ({
        type: "file",
        "bom-ref": path,
        name: path,
        hashes: [{ alg: "SHA-256", content: sum }],
      })),
      ...sorted(libraries).map(([purl, { name, version, licence }]) => ({
        type: "library",
        "bom-ref": purl,
        name,
        version,
        licenses: [licenceOf(licence)],
        purl,
      })),
    ],
    dependencies: [
      { ref: root, dependsOn: functions.map(({ path }) => path) },
      ...functions.map(({ path, libraries: all }) => ({ ref: path, dependsOn: all.map(purlOf).sort() })),
    ],
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

/** The first lines of each section are packages: `zod 4.6.7 (MIT)`. */
function librariesIn(zip: Uint8Array): Library[] {
  const text = textOf(unzipSync(zip, { filter: ({ name }) => name === thirdPartyFile })[thirdPartyFile]);
  const found = text.split(/^-{80}\n/m).flatMap((section) => {
    const [head = ""] = section.split("\n\n", 1);
    const titles = head.split("\n").map((line) => /^(@?[\w.~-]+(?:\/[\w.~-]+)?) (\d\S*) \((.+)\)$/.exec(line));
    return titles.every((title) => title !== null) ? titles : [];
  });
  return found.map(([, name = "", version = "", licence = ""]) => ({ name, version, licence }));
}

/** Package URL, "npm": the scope's `@` is encoded. */
const purlOf = ({ name, version }: Library): string => `pkg:npm/${name.replace(/^@/, "%40")}@${version}`;

/** An expression of SPDX holds for one licence too; words that are none are a name. */
const licenceOf = (licence: string): object =>
  /^[\w.+-]+(?: (?:AND|OR|WITH) [\w.+-]+)*$/.test(licence) ? { expression: licence } : { license: { name: licence } };
