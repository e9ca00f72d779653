import { isEntryOfItsOwn } from "./entry";
import type { Handshake, Network, TlsVersion } from "./network";
import type { SmokeOptions } from "./options";
import { baseOf } from "./request";
import { type Outcome, type Probe, type Subject, judgement, notJudged, notSent } from "./result";

const tooOld: readonly TlsVersion[] = ["TLSv1", "TLSv1.1"];

/** A name that speaks TLS, and whether its lowest version can be set. */
interface Name {
  readonly of: Subject;
  readonly host: string | undefined;
  readonly floor: boolean;
}

/** Offers each name that viewers know a version that is too old, and only that version. */
export function tlsProbes(environment: SmokeOptions["environment"], options: SmokeOptions): Probe[] {
  return namesOf(environment, options).flatMap(({ of, host, floor }) =>
    tooOld.map((version) => ({
      row: "V24",
      api: of,
      request: `${host ?? "its name"}, ${inWords(version)} alone offered`,
      expected: "refused in the TLS handshake",
      ask: () => (floor ? refuses(host, version, options.network) : Promise.resolve(notSent(noFloor))),
    })),
  );
}

const noFloor = "a name of CloudFront's own also accepts TLS older than 1.2, which no setting changes";

function namesOf({ apis, web }: SmokeOptions["environment"], options: SmokeOptions): Name[] {
  const hostIn = (url: string | undefined): string | undefined => url && new URL(url).host;
  const ofApis = apis
    .filter((api) => isEntryOfItsOwn(api) && (api.distribution !== undefined || api.domains.length > 0))
    .map((api) => ({
      of: api.kind,
      host: hostIn(baseOf(api, options)),
      floor: api.distribution?.tlsFloor ?? true,
    }));
  const speaksTls = web !== undefined && (web.tls || web.distribution !== undefined);
  if (!speaksTls) return ofApis;
  const host = hostIn(options.outputs["web_url"]);
  return [...ofApis, { of: "web", host, floor: web.distribution?.tlsFloor ?? true }];
}

/** Expects a refusal. The same handshake with TLS 1.2 proves that the version is refused, and not everybody. */
async function refuses(host: string | undefined, version: TlsVersion, network?: Network): Promise<Outcome> {
  if (host === undefined) return notSent("needs the outputs of layer edge");
  if (network === undefined) return notSent("needs a network, and not HTTP alone");
  const offered = await network.handshake(host, version);
  const actual = handshakeInWords(offered);
  switch (offered.kind) {
    case "accepted":
      return judgement(actual, false);
    case "not offered":
      return notJudged(actual, `the TLS of this machine does not offer ${inWords(version)}`);
    case "no answer":
      return notJudged(actual, "neither an acceptance nor a refusal");
    case "refused": {
      const control = await network.handshake(host, "TLSv1.2");
      if (control.kind === "accepted") return judgement(actual, true);
      const why = `nothing shows that any handshake is accepted: TLS 1.2: ${handshakeInWords(control)}`;
      return notJudged(actual, why);
    }
  }
}

function handshakeInWords(handshake: Handshake): string {
  switch (handshake.kind) {
    case "refused":
      return `refused by ${handshake.by}`;
    case "no answer":
      return `no answer: ${handshake.code}`;
    default:
      return handshake.kind;
  }
}

const inWords = (version: TlsVersion): string => (version === "TLSv1" ? "TLS 1.0" : version.replace("v", " "));
