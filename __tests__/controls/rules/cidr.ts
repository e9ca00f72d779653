import { isPrivateCidrBlock, parseCidrBlock, type CidrBlock } from "../../../modules/shared/cidr-block";

/** Whether an address outside private space is in the block; a text that is no block is taken to be everywhere. */
export function holdsPublicAddresses(text: string): boolean {
  const block = parseCidrBlock(text);
  return block === undefined || !isPrivateCidrBlock(block);
}

/** Whether all of one block is in another. */
export function covers(outer: string, inner: string): boolean {
  const [one, other] = [parseCidrBlock(outer), parseCidrBlock(inner)];
  return one !== undefined && other !== undefined && isWithin(one, other);
}

export function overlap(one: string, other: string): boolean {
  const [first, second] = [parseCidrBlock(one), parseCidrBlock(other)];
  if (first === undefined || second === undefined) return true;
  return first.version === second.version && first.first <= second.last && second.first <= first.last;
}

function isWithin(outer: CidrBlock, inner: CidrBlock): boolean {
  return outer.version === inner.version && outer.first <= inner.first && inner.last <= outer.last;
}
