import { type Estate, type Resource, textOf } from "../../estate";

/** The account that an ARN names. */
export const accountIn = (arn: string | undefined): string | undefined =>
  /^(?:[^:]*:){4}(\d{12}):/.exec(arn ?? "")?.[1];

/** The account that a container registry is in: `123456789012.dkr.ecr.eu-west-1.amazonaws.com/hello:1`. */
export const registryIn = (image: string | undefined): string | undefined =>
  /^(\d{12})\.dkr[.-]ecr\b/.exec(image ?? "")?.[1];

/** The account that a function is in: its role is in the same one, and so is every function of the plans. */
export function accountOf(estate: Estate, { before, after }: Resource): string | undefined {
  const own = [before, after].flatMap((side) => [textOf(side, "arn"), textOf(side, "role")]);
  return (
    firstAccount(own) ?? firstAccount(estate.ofType("aws_lambda_function").map((one) => textOf(one.before, "arn")))
  );
}

const firstAccount = (arns: readonly (string | undefined)[]): string | undefined =>
  arns.map(accountIn).find((one) => one !== undefined);
