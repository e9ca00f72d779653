import type { ITerraformDependable } from "cdktf";
import { blockedRequests } from "../../modules/edge/waf/blocked-requests";
import { SignIn } from "../../modules/edge/sign-in/sign-in";
import { Alarm } from "../../modules/shared/alarm";
import type { SignInSettings } from "../environments/schema/edge/sign-in";
import type { LayerStack } from "../layer/layer-stack";
import type { Users } from "./users";
import type { EdgeWebAcls } from "./web-acls";

interface SignInSurroundings extends Pick<Users, "clientIds" | "userPoolArn" | "userPoolId"> {
  readonly webAcls: EdgeWebAcls;
  /** The records of the web application's own name, where it has one. */
  readonly webRecords: readonly ITerraformDependable[];
}

/** Adds the user pool's domain and sign-in pages, and the web ACL in front of the pool. */
export function addSignIn(stack: LayerStack, settings: SignInSettings, surroundings: SignInSurroundings) {
  const { domain, pages, css, waf } = settings;
  const { userPoolId, userPoolArn, clientIds, webAcls, webRecords } = surroundings;
  const { name, region } = stack.environment;

  const webAcl = webAcls.add({
    address: "user_pool",
    name: "users",
    protects: "userPool",
    description: `In front of the user pool of ${name}`,
    place: "edge.signIn.waf",
    waf,
  });
  if (stack.alarmTopicArn !== undefined) {
    new Alarm(stack, "user_pool_blocked_requests", {
      ...blockedRequests({ webAclMetricName: webAcl.metricName, region }),
      name: stack.physicalName("users-blocked-requests", "alarm"),
      topicArn: stack.alarmTopicArn,
    });
  }
  const signIn = new SignIn(stack, "sign_in", {
    userPoolId,
    userPoolArn,
    region,
    domain:
      "prefix" in domain
        ? domain
        : {
            ...domain,
            provider: stack.usEast1,
            parentRecords: domain.parentRecord === "web-application" ? webRecords : [],
          },
    pages,
    css,
    clientIds: withPages(clientIds),
    webAclArn: webAcl.arn,
  });
  return { url: signIn.url, webAclArn: webAcl.arn };
}

/** The clients whose users see the pages, by the role that begins their address. */
function withPages({ web, server, legacyImplicit }: Users["clientIds"]): Readonly<Record<string, string>> {
  return {
    ...(web !== undefined && { web }),
    ...(server !== undefined && { server }),
    ...(legacyImplicit !== undefined && { legacy_implicit: legacyImplicit }),
  };
}
