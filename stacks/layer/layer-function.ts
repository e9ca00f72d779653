import type { CodeSigning } from "../../modules/shared/code-signing";
import { packFunctions } from "../../modules/shared/function-package/function-package";
import { LambdaFunction, type LambdaFunctionProps } from "../../modules/shared/lambda-function";
import type { LayerStack } from "./layer-stack";
import { metricNamespace } from "./names";
import { once } from "./once";

export interface LayerFunctionProps {
  /** The folder in functions/ that has its code. */
  readonly folder: string;
  readonly description: string;
  readonly settings: {
    readonly memoryMib?: number;
    readonly timeoutSeconds: number;
    readonly reservedConcurrency?: number | undefined;
    readonly version?: number | undefined;
  };
  /** Those that its code declares in environment.ts. @default none */
  readonly variables?: Readonly<Record<string, string>>;
  /** What it calls, beyond its own log and its traces. @default nothing */
  readonly statements?: LambdaFunctionProps["statements"];
  /** Where it is in the VPC. @default outside of it */
  readonly network?: LambdaFunctionProps["network"];
  /**
   * Whether it refuses by failing, and counts that as `Refused`, or as `CannotDecide` where it does not know whom to let in.
   * Its alarms are then for what else fails, and for the second.
   *
   * @default false
   */
  readonly refuses?: boolean;
  readonly keys: { readonly dataKeyArn: string; readonly logsKeyArn: string };
  readonly boundaryArn: string;
  /** @default unsigned code */
  readonly signing?: CodeSigning | undefined;
}

/** Packed at most once in a process: the sources do not change while it synthesizes. */
const packages = once(() => packFunctions());

/** A function of functions/, deployed in a layer with the names, the log and the alarms that the layer gives to each. */
export function addLayerFunction(stack: LayerStack, id: string, props: LayerFunctionProps): LambdaFunction {
  const { folder, description, settings, variables = {}, refuses = false, keys, boundaryArn, signing } = props;
  const { statements, network } = props;
  const { alarmTopicArn, environment } = stack;
  const { memoryMib, timeoutSeconds, reservedConcurrency, version } = settings;
  const namespace = metricNamespace(environment.name);
  const counted = (name: string) => ({ namespace, name, dimensions: { service: folder } });
  const code = packages()[folder];
  if (code === undefined) throw new Error(`there is no functions/${folder}/handler.ts`);

  return new LambdaFunction(stack, id, {
    name: stack.physicalName(folder, "function"),
    roleName: stack.physicalName(folder, "iam role"),
    description,
    code: signing?.sign(id, code) ?? code,
    timeoutSeconds,
    ...(memoryMib !== undefined && { memoryMib }),
    ...(reservedConcurrency !== undefined && { reservedConcurrency }),
    ...(version !== undefined && { version }),
    environment: { POWERTOOLS_SERVICE_NAME: folder, POWERTOOLS_METRICS_NAMESPACE: namespace, ...variables },
    environmentKeyArn: keys.dataKeyArn,
    logs: {
      name: stack.logGroupName(folder),
      retentionDays: environment.logs.retentionDays,
      kmsKeyArn: keys.logsKeyArn,
      keepOnDestroy: stack.keepsData,
    },
    boundaryArn,
    ...(statements && { statements }),
    ...(network && { network }),
    ...(alarmTopicArn !== undefined && {
      alarms: {
        name: (what: string) => stack.physicalName(`${folder}-${what}`, "alarm"),
        topicArn: alarmTopicArn,
        ...(refuses && { refuses: { refusals: counted("Refused"), undecided: counted("CannotDecide") } }),
      },
    }),
  });
}
