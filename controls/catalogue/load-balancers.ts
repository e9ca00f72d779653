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
    layers: ["edge"],
    check: plainHttpOnlyRedirects,
    departures: ["edge.plainHttp"],
  },
  {
    id: "listeners-negotiate-modern-tls",
    sentence: "Every HTTPS listener has a security policy of TLS 1.2 or better.",
    layers: ["edge"],
    check: listenersNegotiateModernTls,
  },
  {
    id: "listeners-negotiate-the-best-tls",
    sentence: "Every HTTPS listener negotiates post-quantum key exchange and authenticated encryption.",
    layers: ["edge"],
    ...anyOf(those(weakerValueControls, "edge.securityPolicy")),
  },
  {
    id: "listeners-are-reached",
    sentence: "A security group rule admits requests to every listener.",
    layers: ["network", "edge"],
    check: listenersAreReached,
  },
  {
    id: "load-balancers-are-reached",
    sentence: "Requests reach every load balancer and its fleets, and the answers come back.",
    layers: ["network", "compute", "edge"],
    check: loadBalancersAreReached,
  },
  {
    id: "load-balancers-face-nobody",
    sentence: "No load balancer can be reached from the internet except through CloudFront.",
    layers: ["network", "edge"],
    check: loadBalancersFaceNobody,
    departures: ["edge.exposure"],
  },
  {
    id: "load-balancers-refuse-deletion",
    sentence: "AWS refuses to delete a load balancer.",
    layers: ["edge"],
    check: loadBalancersAreProtected,
    departures: ["edge.deletionProtection"],
  },
  {
    id: "load-balancers-are-logged",
    sentence: "Every load balancer writes its access logs, into a bucket whose policy admits the logs.",
    layers: ["network", "edge"],
    check: loadBalancersAreLogged,
    departures: ["edge.accessLogs"],
  },
];
