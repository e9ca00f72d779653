import { type Estate, type Resource, textOf } from "../../estate";
import { accountOf } from "../../settings/accounts";

/** The account that a container registry is in: `123456789012.dkr.ecr.eu-west-1.amazonaws.com/hello:1`. */
export const registryIn = (image: string | undefined): string | undefined =>
  /^(\d{12})\.dkr[.-]ecr\b/.exec(image ?? "")?.[1];

/** The account that a function is in: its role is in the same one, and so is every function of the plans. */
export function accountOfFunction(estate: Estate, { before, after }: Resource): string | undefined {
  const own = [before, after].flatMap((side) => [textOf(side, "arn"), textOf(side, "role")]);
  const others = estate.ofType("aws_lambda_function").map((one) => textOf(one.before, "arn"));
  return [...own, ...others].map(accountOf).find((one) => one !== undefined);
}
