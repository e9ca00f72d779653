import { z } from "zod";
import { runtimes, type Runtime } from "../../../modules/shared/function-package/runtime";
import { departureShape, exception, guarded, onUnlessDeparted } from "./shared/departure";
import type { Fault } from "./shared/fault";
import { quote } from "./shared/fault";
import { text } from "./shared/text";
import { tagSettings } from "./tags";

/** Days that CloudWatch Logs can keep events (CloudWatch Logs API Reference, PutRetentionPolicy). */
const retentionDays = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;
const leastSecureRetentionDays = 90;

/** China, GovCloud and the isolated partitions have other ARNs, service principals and services. */
const region = text(
  /^(af|ap|ca|eu|il|me|mx|sa|us)-(?!gov-|iso)[a-z]+-\d$/,
  "give an AWS Region of the standard partition, such as eu-west-1",
);
const bucketName = text(
  /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/,
  "give a bucket name: 3 to 63 lower-case letters, digits or hyphens (S3 User Guide, bucket naming rules)",
);
/** S3 makes no bucket of such a name (S3 User Guide, "General purpose bucket naming rules"); an access point may have one. */
const reservedStarts = ["xn--", "sthree-", "amzn-s3-demo-"];
const reservedEnds = ["-s3alias", "--ol-s3", "--x-s3", "--table-s3"];
const isReservedBucketName = (name: string): boolean =>
  reservedStarts.some((start) => name.startsWith(start)) || reservedEnds.some((end) => name.endsWith(end));
const stateKeyRule = 'give the ARN of a KMS key, and not of an alias, or { value: "none", reason }';
/** Terraform's S3 backend accepts (1.11.4, `terraform init`: "Invalid KMS Key ARN") a UUID, or a multi-Region key's id. */
const stateKeyArn = text(
  /^arn:aws:kms:[a-z0-9-]+:\d{12}:key\/([a-f0-9]{8}-[a-f0-9]{4}-[1-5][a-f0-9]{3}-[ab89][a-f0-9]{3}-[a-f0-9]{12}|mrk-[a-f0-9]{32})$/,
  stateKeyRule,
);
/**
 * Only the name of a FIFO topic has a dot, that of `.fifo`, within the 256 characters (SNS API Reference, CreateTopic,
 * Name).
 */
const topicArn = text(
  /^arn:aws:sns:[a-z0-9-]+:\d{12}:([A-Za-z0-9_-]{1,256}|[A-Za-z0-9_-]{1,251}\.fifo)$/,
  "give the ARN of an SNS topic",
);
/**
 * A policy of this account, or of AWS (IAM API Reference, CreatePolicy: the path, of 512 characters at most, and the name).
 */
const managedPolicyArn = text(
  /^arn:aws:iam::(\d{12}|aws):policy(?=\/(.{0,510}\/)?[^/]*$)\/([\w+=,.@-]+\/)*[\w+=,.@-]{1,128}$/,
  "give the ARN of a managed policy, such as arn:aws:iam::123456789012:policy/boundary",
);
const httpsUrl = text(/^https:\/\/[^\s?#]+[^\s?#/]$/, "give an https URL, without a slash at its end");

/** Where the states of an environment's layers are kept. */
const state = z.discriminatedUnion(
  "backend",
  [
    z.strictObject({
      /** On this machine, in `state/<environment>/`: for trying it out, and for one person. */
      backend: z.literal("local"),
    }),
    z.strictObject({
      /** In a bucket, encrypted, locked by S3 itself: for a team. */
      backend: z.literal("s3"),
      /** The bucket: a name that nobody has. */
      bucket: bucketName,
      /** The bucket's Region. @default the environment's region */
      region: region.optional(),
      /**
       * An existing customer managed key, in the bucket's region, for the states and, in a bucket that Palisade makes, for
       * all else. The states of identity and edge hold secrets: with the key, whoever reads them needs `kms:Decrypt` too.
       * "none" leaves them to S3's own key (SSE-S3). It is a departure, even if the bucket's default is another key: without
       * `kms_key_id` the backend asks for AES256 with each write (hashicorp/terraform, its backend's `client.go`), and a
       * default is for writes that ask for none (S3 API Reference, ServerSideEncryptionByDefault). A state keeps the key
       * that it was written with (S3 User Guide, "Setting default server-side encryption behavior for Amazon S3 buckets"):
       * keep a former key for the 90 days that the bucket keeps former versions, and give `terraform init -reconfigure`
       * after a change.
       *
       * @cost USD 1 a month
       */
      kmsKeyArn: guarded(stateKeyArn, z.literal("none"), stateKeyRule),
      /**
       * Whether this environment's `state` stack creates the bucket; false if another environment or team owns it.
       *
       * @default true
       */
      createBucket: z.boolean({ error: "give true or false" }).default(true),
    }),
    z.strictObject({
      /** In HCP Terraform or Terraform Enterprise: one named workspace for each environment and layer. */
      backend: z.literal("hcp"),
      /** The organization that has the workspaces. */
      organization: text(/^[A-Za-z0-9_-]+$/, "give the organization's name"),
      /** The workspaces are named `<workspacePrefix><environment>-<layer>`. */
      workspacePrefix: text(
        /^[A-Za-z0-9_-]{1,40}$/,
        "give 1 to 40 letters, digits, _ or -: each layer's workspace is named <workspacePrefix><environment>-<layer>",
      ),
      /** The host of Terraform Enterprise. @default HCP Terraform's own */
      hostname: text(/^[a-z0-9.-]+(:\d+)?$/, "give a host name").optional(),
    }),
    z.strictObject({
      /** Over HTTP, as GitLab keeps states, with its lock beside each. */
      backend: z.literal("http"),
      /** The start of each state's address, `<address>/<environment>-<layer>`. */
      address: httpsUrl,
    }),
  ],
  { error: 'give { backend: "local" | "s3" | "hcp" | "http", … }' },
);

const runtimeNames = Object.keys(runtimes) as Runtime[];
const endedRuntimeRule = `give false, or { value: ${runtimeNames.map(quote).join(" | ")}, reason: "at least ten characters" }`;

/** The settings for all layers of an environment. */
export const generalSettings = {
  /**
   * The AWS Region. Another value would leave everything in the old Region behind, in no state, so `npm run order` refuses
   * it: give the other environment a name of its own, move over, and tear this one down.
   *
   * @default "us-east-1"
   */
  region: region.default("us-east-1"),
  /**
   * Twelve digits. Terraform refuses to touch any other account. Another value would leave everything in the old account
   * behind, in no state: give the other environment a name of its own, move over, and tear this one down.
   *
   * @default whatever the credentials say
   */
  accountId: text(/^\d{12}$/, "give the twelve digits of an account").optional(),
  /**
   * An existing managed policy, of this account or of AWS: the permissions boundary of every role of every layer, where the
   * organization refuses roles without one. A role has one boundary, so the policy replaces Palisade's own, which stays and
   * is used by no role. The policy has to leave room for what the roles do. Setting it and taking it away changes roles in
   * place, in any order of layers. Apply every layer before a policy that was the boundary is deleted: IAM answers
   * DeleteConflict while it is a boundary (gruntwork-io/cloud-nuke#972; IAM API Reference, DeletePolicy, names attached
   * policies alone).
   *
   * @default Palisade's own, on every role but the flow logs' of the network layer, which has none
   */
  permissionsBoundaryArn: managedPolicyArn.optional(),
  ...tagSettings,
  /**
   * Where the states are. Another value would have Terraform make everything again from an empty state: change it alone,
   * run `terraform init -migrate-state` in each stack's folder, and change nothing else before that.
   */
  state,
  /** The logs of every layer. */
  logs: z
    .strictObject({
      /**
       * Days that every log group, and the bucket of access logs, keeps its events; under 90 is a departure. Another value
       * that is lower deletes what is older: export it before.
       *
       * @default 365, in demo 7
       */
      retentionDays: guarded(
        z.literal(retentionDays.filter((days) => days >= leastSecureRetentionDays)),
        z.literal(retentionDays),
        `give one of ${retentionDays.filter((days) => days >= leastSecureRetentionDays).join(", ")}; or { value, reason } for fewer days`,
      ).default(365),
    })
    .prefault({}),
  /**
   * The SNS topic of every alarm, in the environment's region; to do without is a departure.
   *
   * @cost USD 0.10 a month for each alarm
   * @default required, in demo "none"
   */
  alarmTopicArn: guarded(topicArn, z.literal("none"), 'give the ARN of an SNS topic, or { value: "none", reason }'),
  /**
   * The SNS topic of alarms on CloudFront, in us-east-1: its metrics exist there alone.
   *
   * @default in that region `alarmTopicArn`
   */
  edgeAlarmTopicArn: topicArn.optional(),
  /**
   * Refuses to destroy the VPC and what holds data: keys, buckets, the database, the user pool. Leaves log groups in place,
   * with their keys, when their layer is destroyed or their switch is off. To do without is a departure.
   *
   * @default true, in demo false
   */
  keepData: onUnlessDeparted().default(true),
  /**
   * Lifts everything that keeps an environment from being destroyed: protection against deletion, final snapshots,
   * buckets that are not empty, recovery windows. Apply it, then destroy the layers from edge to network.
   *
   * @default false
   */
  teardown: exception().default(false),
  /**
   * A departure: why functions stay on a runtime of which AWS Lambda changes no function any more. Without the departure,
   * each synth warns, and refuses nothing; with the departure, each synth prints the reason instead. A departure names its
   * runtime and says nothing of the runtimes after that. The departure has no `until`, whose end would stop a synth.
   *
   * @default false
   */
  endedRuntime: z
    .union([z.literal(false), z.strictObject({ value: z.literal(runtimeNames), reason: departureShape.reason })], {
      error: endedRuntimeRule,
    })
    .transform((given) => (given === false ? undefined : given.value))
    .optional(),
};

export function generalFaults(settings: z.output<z.ZodObject<typeof generalSettings>>): Fault[] {
  const faults: Fault[] = [];
  const topicRegion = (arn: string) => arn.split(":")[3] ?? "";
  const { region, accountId, permissionsBoundaryArn, alarmTopicArn, edgeAlarmTopicArn } = settings;
  const boundaryOwner = permissionsBoundaryArn?.split(":")[4];
  if (accountId !== undefined && boundaryOwner !== undefined && ![accountId, "aws"].includes(boundaryOwner)) {
    faults.push({
      path: ["permissionsBoundaryArn"],
      reads: [["accountId"]],
      message: `is ${quote(permissionsBoundaryArn)}; give a policy of account ${accountId} or of AWS, since no other can be a boundary there`,
    });
  }
  if (alarmTopicArn !== "none" && topicRegion(alarmTopicArn) !== region) {
    faults.push({
      path: ["alarmTopicArn"],
      reads: [["region"]],
      message: `is ${quote(alarmTopicArn)}; give a topic in ${region}, since an alarm tells only topics of its own region`,
    });
  }
  if (edgeAlarmTopicArn !== undefined && topicRegion(edgeAlarmTopicArn) !== "us-east-1") {
    faults.push({
      path: ["edgeAlarmTopicArn"],
      message: `is ${quote(edgeAlarmTopicArn)}; give a topic in us-east-1, where CloudFront's metrics are`,
    });
  }
  if (settings.state.backend === "s3" && settings.state.createBucket && isReservedBucketName(settings.state.bucket)) {
    faults.push({
      path: ["state", "bucket"],
      reads: [["state", "createBucket"]],
      message: `is ${quote(settings.state.bucket)}; give a name that does not start with ${reservedStarts.join(", ")} or end with ${reservedEnds.join(", ")}, which S3 keeps for others`,
    });
  }
  if (settings.state.backend === "s3" && settings.state.kmsKeyArn !== "none") {
    const { kmsKeyArn, region: bucketRegion = region } = settings.state;
    if (kmsKeyArn.split(":")[3] !== bucketRegion) {
      faults.push({
        path: ["state", "kmsKeyArn"],
        reads: [["region"], ["state", "region"]],
        message: `is ${quote(kmsKeyArn)}; give a key in ${bucketRegion}, where the bucket is`,
      });
    }
  }
  return faults;
}
