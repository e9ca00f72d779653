/** The emulators and the versions that the lines of `emulator-limits.ts` were measured with. */
export const emulatorVersions = { moto: "5.2.5", ministack: "1.5.33" } as const;

export type EmulatorName = keyof typeof emulatorVersions;

/** The part of the run that a line is for: in each, other services are at moto and at MiniStack. */
export type Pass = "control-plane" | "data-plane";

interface Common {
  readonly pass: Pass | "both";
  /** The emulator at fault, with its version: a line outlives no new version without being looked at. */
  readonly emulator: `${EmulatorName} ${string}`;
  /** What the emulator does wrong, as it shows. */
  readonly reason: string;
}

/** Something that the emulator cannot make: it is taken out of the copy, with everything that refers to it. */
export interface CannotMake extends Common {
  readonly kind: "cannot make";
  /** A type (`aws_lb_trust_store`) or an address (`aws_lb.public`). */
  readonly what: string;
  /** The one argument that it cannot take (`ingress.0.ipv6`), where the rest can stay. @default the whole resource */
  readonly argument?: string;
}

/** An attribute that the emulator does not give back as it was set: a second plan may differ there and nowhere else. */
export interface Drifts extends Common {
  readonly kind: "drifts";
  readonly what: string;
  readonly attribute: string;
}

/** An argument that the emulator needs in a form of its own: the copy has it so. */
export interface Needs extends Common {
  readonly kind: "needs";
  readonly what: string;
  readonly argument: string;
  /** What it is given where it is left to AWS, or what is made of the one that it has. */
  readonly value: string | ((given: unknown, place: EmulatorPlace) => unknown);
}

/** Where an API of the emulator is asked. */
export interface EmulatorPlace {
  readonly port: number;
}

/** Something that the emulator does not remove with what it belongs to, so that a destroy leaves it. */
interface LeavesBehind extends Common {
  readonly kind: "leaves behind";
  /** How its line in the inventory begins: `network interface of an instance`. */
  readonly what: string;
}

/** A bucket that the emulator cannot empty while it has delete markers: they are deleted before, through the API. */
interface CannotEmpty extends Common {
  readonly kind: "cannot empty";
  readonly what: string;
}

/** A request that the emulator answers otherwise than AWS: it is sent and shown, and counts for nothing. */
export interface AnswersOtherwise extends Common {
  readonly kind: "answers otherwise";
  /** The row of the requirements: `V13`. */
  readonly what: string;
  readonly api: "HTTP" | "REST";
  /** What the request's name has after the route: `by the default endpoint`. */
  readonly request: string;
  /** What the emulator answers. */
  readonly answer: RegExp;
}

/** A value that the emulator makes in another form than AWS: AWS would refuse the calls that have it. */
export interface MakesWrong extends Common {
  readonly kind: "makes wrong";
  /** The member of a call that has it: `KeyValueStoreARN`. */
  readonly what: string;
  /** How the emulator makes it. */
  readonly value: RegExp;
}

export type Limit = CannotMake | Drifts | Needs | LeavesBehind | CannotEmpty | AnswersOtherwise | MakesWrong;

/** Whether a line's `what` means this address: its type, or the address itself. */
export const means = ({ what }: Pick<Limit, "what">, address: string): boolean =>
  address === what || address.replace(/\[.*\]$/, "") === what || typeOf(address) === what;

const typeOf = (address: string): string =>
  address
    .split(".")
    .slice(0, address.startsWith("data.") ? 2 : 1)
    .join(".");

/** The line in a sentence's place: `aws_lb.attribute (moto 5.2.5: why)`. */
export const sentence = (limit: Limit): string => `${subject(limit)} (${limit.emulator}: ${limit.reason})`;

function subject(limit: Limit): string {
  switch (limit.kind) {
    case "drifts":
      return `${limit.what}.${limit.attribute}`;
    case "needs":
      return `${limit.what}.${limit.argument}`;
    case "cannot make":
      return [limit.what, ...(limit.argument === undefined ? [] : [limit.argument])].join(".");
    case "answers otherwise":
      return `${limit.what} of the ${limit.api} API, ${limit.request}`;
    default:
      return limit.what;
  }
}
