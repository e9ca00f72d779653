import { unzipSync, zipSync } from "fflate";

import { ToolError } from "../../shared/errors";

/** As RDS names its authorities of a region, which a function knows them by. */
const nameOfRds = (region: string): string => `Amazon RDS ${region} Root CA `;

/** The name of an authority that a function of the region takes for one of RDS's, once it has its certificate. */
export const authorityName = (region: string): string => `${nameOfRds(region)}of this machine`;

/**
 * A function's zip with one certificate in the place of each that RDS has for the region.
 *
 * @param authority as PEM
 */
export function withAuthority(zip: Uint8Array, region: string, authority: string): Uint8Array {
  const files = unzipSync(zip);
  let found = 0;
  for (const [name, content] of Object.entries(files)) {
    const code = Buffer.from(content).toString("utf8");
    const changed = code.replace(certificates, (pem) => {
      if (!Buffer.from(pem.replace(/-----[A-Z ]+-----|\\n/g, ""), "base64").includes(nameOfRds(region))) return pem;
      found += 1;
      return JSON.stringify(authority.trim()).slice(1, -1);
    });
    files[name] = Buffer.from(changed);
  }
  if (found === 0)
    throw new ToolError(`a function that queries a database in ${region} has no certificate authority of RDS`);
  return zipSync(files);
}

/** In a bundle, where a line's end is written as in a string of JavaScript, or is one in a template. */
const certificates = /-----BEGIN CERTIFICATE-----(?:\\n|[\w+/=\n])+?-----END CERTIFICATE-----/g;
