import type { Resource } from "../../estate";
import type { Finding } from "../../finding";
import { typeOf } from "./dns-records";

interface TextKind {
  readonly consequence: Finding["consequence"];
  readonly lost: string;
  readonly added: string;
  readonly changed: string;
}

const ofText: TextKind = {
  consequence: "guard lost",
  lost: "What the text said is gone, such as who may send mail in the name, or who has the name.",
  added: "The text says something of the name, such as who may send mail in it.",
  changed: "The text says something else, such as who may send mail in the name, or who has the name.",
};

/** Amazon Route 53 Developer Guide, "Supported DNS record types". */
const kinds: Readonly<Record<string, TextKind>> = {
  TXT: ofText,
  SPF: ofText,
  DS: {
    consequence: "guard lost",
    lost: "Nobody can check the answers of the domain by DNSSEC any more.",
    added: "The answers of the domain can be checked by DNSSEC.",
    changed: "Another key signs the answers of the domain: those of the old key are refused.",
  },
};

const other: TextKind = {
  consequence: "downtime",
  lost: "Nobody finds the name any more by this type of record.",
  added: "Clients find the name by this type of record.",
  changed: "Clients of the name are answered by something else.",
};

/** What a record means that leads nobody to a host. */
export const textKind = (value: Resource["before"]): TextKind =>
  Object.hasOwn(kinds, typeOf(value)) ? (kinds[typeOf(value)] ?? other) : other;
