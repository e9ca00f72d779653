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
  /** The variables that its code declares in environment.ts. @default none */
  readonly variables?: Readonly<Record<string, string>>;
  /** What the function calls, beyond its own log and its traces. @default nothing */
  readonly statements?: LambdaFunctionProps["statements"];
  /** The function's place in the VPC. @default outside of the VPC */
  readonly network?: LambdaFunctionProps["network"];
  /**
   * Whether the function refuses by failing. It counts a refusal as `Refused`, or as `CannotDecide` if it does not know whom
   * to let in. Its alarms then cover `CannotDecide` and all failures that are no refusal.
   *
   * @default false
   */
  readonly refuses?: boolean;
  readonly keys: { readonly dataKeyArn: string; readonly logsKeyArn: string };
  readonly boundaryArn: string;
  /** @default unsigned code */
  readonly signing?: CodeSigning | undefined;
}

/** Packs the functions at most once in a process: the sources do not change during a synth. */
const packages = once(() => packFunctions());

/** Deploys a function of functions/ in a layer, with the names, the log and the alarms of that layer. */
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
