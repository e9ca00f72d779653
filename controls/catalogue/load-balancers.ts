import { anyOf, those, type CataloguedControl } from "../control";
import { loadBalancersFaceNobody } from "../rules/internet-facing";
import { loadBalancersAreReached } from "../rules/load-balancer-reachability";
import {
  listenersAreReached,
  listenersNegotiateModernTls,
  loadBalancersAreLogged,
  loadBalancersAreProtected,
  plainHttpOnlyRedirects,
} from "../rules/load-balancers";
import { weakerValueControls } from "../rules/weaker-values";

/** Load balancers and their listeners. */
export const loadBalancers: readonly CataloguedControl[] = [
  {
    id: "plain-http-only-redirects",
    sentence: "A listener for plain HTTP redirects to HTTPS, and does nothing else.",
    check: plainHttpOnlyRedirects,
    departures: ["edge.plainHttp"],
  },
  {
    id: "listeners-negotiate-modern-tls",
    sentence: "Every HTTPS listener has a security policy of TLS 1.2 or better.",
    check: listenersNegotiateModernTls,
  },
  {
    id: "listeners-negotiate-the-best-tls",
    sentence: "Every HTTPS listener negotiates post-quantum key exchange and authenticated encryption.",
    ...anyOf(those(weakerValueControls, "edge.securityPolicy")),
  },
  {
    id: "listeners-are-reached",
    sentence: "Somebody is admitted to every listener.",
    check: listenersAreReached,
  },
  {
    id: "load-balancers-are-reached",
    sentence: "Every load balancer is reached, reaches its fleets, and answers come back.",
    check: loadBalancersAreReached,
  },
  {
    id: "load-balancers-face-nobody",
    sentence: "No load balancer is reached from the internet but through CloudFront.",
    check: loadBalancersFaceNobody,
    departures: ["edge.exposure"],
  },
  {
    id: "load-balancers-refuse-deletion",
    sentence: "AWS refuses to delete a load balancer.",
    check: loadBalancersAreProtected,
    departures: ["edge.deletionProtection"],
  },
  {
    id: "load-balancers-are-logged",
    sentence: "Every load balancer writes its access logs, into a bucket that admits them.",
    check: loadBalancersAreLogged,
    departures: ["edge.accessLogs"],
  },
];
