import type { Construct } from "constructs";
import { PrivateBucket } from "../modules/shared/private-bucket";
import type { Environment } from "./environments/schema/environment";
import { LayerStack } from "./layer/layer-stack";

type StatesInBucket = Extract<Environment["state"], { readonly backend: "s3" }>;

/**
 * The bucket that keeps the states of the other layers. Its own state stays on the machine that applied it: keep that
 * file, or import the bucket into a new one.
 */
export class StateStack extends LayerStack {
  private constructor(scope: Construct, environment: Environment, { bucket, kmsKeyArn }: StatesInBucket) {
    super(scope, "state", environment);
    new PrivateBucket(this, "states", {
      name: { exact: bucket },
      ...(kmsKeyArn !== "none" && { kmsKeyArn }),
      noncurrentVersionDays: 90,
      preventDestroy: this.keepsData,
      forceDestroy: !this.keepsData,
    });
  }

  /** The stack, if the environment keeps its states in a bucket that no other environment makes. */
  static whereMade(scope: Construct, environment: Environment): StateStack | undefined {
    const { state } = environment;
    return state.backend === "s3" && state.createBucket ? new StateStack(scope, environment, state) : undefined;
  }
}
