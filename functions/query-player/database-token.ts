import { createHash, createHmac } from "node:crypto";

interface TokenFor {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly region: string;
}

/** How long RDS accepts a token for a new connection (Amazon RDS User Guide, "IAM database authentication"). */
const validSeconds = 900;

/**
 * A token that RDS accepts instead of a database user's password: a request to connect, without its scheme, signed with
 * Signature Version 4 in its query. Lambda has the role's credentials in the environment.
 */
export function databaseToken({ host, port, user, region }: TokenFor, variables: NodeJS.ProcessEnv, now: Date): string {
  const { AWS_ACCESS_KEY_ID: key, AWS_SECRET_ACCESS_KEY: secret, AWS_SESSION_TOKEN: session } = variables;
  if (key === undefined || secret === undefined) throw new Error("there are no credentials to sign with");
  const time = now.toISOString().replace(/[-:]|\.\d+/g, "");
  const scope = [time.slice(0, 8), region, "rds-db", "aws4_request"];
  const query = queryOf({
    Action: "connect",
    DBUser: user,
    "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
    "X-Amz-Credential": [key, ...scope].join("/"),
    "X-Amz-Date": time,
    "X-Amz-Expires": String(validSeconds),
    ...(session !== undefined && { "X-Amz-Security-Token": session }),
    "X-Amz-SignedHeaders": "host",
  });
  const place = `${host}:${port}`;
  const request = ["GET", "/", query, `host:${place}`, "", "host", sha256("")].join("\n");
  const signingKey = scope.reduce<string | Buffer>((derived, part) => hmac(derived, part), `AWS4${secret}`);
  const signature = hmac(signingKey, ["AWS4-HMAC-SHA256", time, scope.join("/"), sha256(request)].join("\n"));
  return `${place}/?${query}&X-Amz-Signature=${signature.toString("hex")}`;
}

/**
 * The query, sorted by name, as the signature requires. No value has a character that AWS encodes and encodeURIComponent
 * does not.
 */
const queryOf = (parameters: Readonly<Record<string, string>>): string =>
  Object.entries(parameters)
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .sort()
    .join("&");

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
const hmac = (key: string | Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest();
