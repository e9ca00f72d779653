import { isPrivateCidrBlock, parseCidrBlock, type CidrBlock } from "../../modules/shared/cidr-block";

const known = new Map<string, CidrBlock | undefined>();

/** A sweep compares the same few blocks thousands of times, and to take one apart costs most of that. */
function blockOf(text: string): CidrBlock | undefined {
  if (!known.has(text)) known.set(text, parseCidrBlock(text));
  return known.get(text);
}

/** Whether an address outside private space is in the block; a text that is no block is taken to be everywhere. */
export function holdsPublicAddresses(text: string): boolean {
  const block = blockOf(text);
  return block === undefined || !isPrivateCidrBlock(block);
}

/** Whether all of one block is in another. */
export function covers(outer: string, inner: string): boolean {
  const [one, other] = [blockOf(outer), blockOf(inner)];
  return one !== undefined && other !== undefined && isWithin(one, other);
}

export function overlap(one: string, other: string): boolean {
  const [first, second] = [blockOf(one), blockOf(other)];
  if (first === undefined || second === undefined) return true;
  return first.version === second.version && first.first <= second.last && second.first <= first.last;
}

function isWithin(outer: CidrBlock, inner: CidrBlock): boolean {
  return outer.version === inner.version && outer.first <= inner.first && inner.last <= outer.last;
}
