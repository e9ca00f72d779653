import { anyOf, those, type CataloguedControl } from "../control";
import {
  distributionsAreBehindAWebAcl,
  distributionsAreLogged,
  distributionsEncrypt,
  distributionsHaveATlsFloor,
  nothingPersonalIsCached,
} from "../rules/distributions";
import {
  headersGoToWhoAsks,
  httpApisAnswerToTheEdgeAlone,
  noAuthorizedAnswerIsCached,
  noHeaderValueIsWritten,
  originsAnswerToTheEdgeAlone,
  restApisAnswerToTheEdgeAlone,
} from "../rules/origins";
import { weakerValueControls } from "../rules/weaker-values";

/** Distributions and their origins. */
export const cloudFront: readonly CataloguedControl[] = [
  {
    id: "distributions-are-behind-a-web-acl",
    sentence: "Every distribution has a web ACL.",
    layers: ["edge"],
    check: distributionsAreBehindAWebAcl,
  },
  {
    id: "distributions-encrypt",
    sentence: "A distribution redirects viewers to HTTPS, and connects to origins on the internet by TLS 1.2.",
    layers: ["edge"],
    check: distributionsEncrypt,
  },
  {
    id: "distributions-have-a-tls-floor",
    sentence: "No distribution accepts TLS older than 1.2.",
    layers: ["edge"],
    check: distributionsHaveATlsFloor,
    departures: ["edge.cloudFront.oldTls"],
  },
  {
    id: "distributions-are-logged",
    sentence: "The access log of every distribution is delivered, without cookies.",
    layers: ["edge"],
    check: distributionsAreLogged,
    departures: ["edge.cloudFront.accessLogs"],
  },
  {
    id: "nothing-personal-is-cached",
    sentence: "A distribution caches no answer that depends on a viewer's Authorization header or cookies.",
    layers: ["edge"],
    check: nothingPersonalIsCached,
  },
  {
    id: "no-authorized-answer-is-cached",
    sentence: "A distribution caches no answer of a route that has an authorizer.",
    layers: ["edge"],
    check: noAuthorizedAnswerIsCached,
  },
  {
    id: "origins-answer-to-the-edge-alone",
    sentence: "An origin of a distribution answers nobody but that distribution.",
    layers: ["network", "identity", "compute", "edge"],
    check: originsAnswerToTheEdgeAlone,
    departures: {
      "edge.originProtection.restApi": restApisAnswerToTheEdgeAlone,
      "edge.originProtection.httpApi": httpApisAnswerToTheEdgeAlone,
    },
  },
  {
    id: "origin-headers-go-to-who-asks",
    sentence: "The origin header is sent only to origins that require the origin header.",
    layers: ["identity", "compute", "edge"],
    check: headersGoToWhoAsks,
  },
  {
    id: "no-origin-header-is-written",
    sentence: "No Terraform JSON has the value of the origin header.",
    layers: ["edge"],
    check: noHeaderValueIsWritten,
  },
  {
    id: "origin-headers-rotate",
    sentence: "The value of the origin header rotates at least every 90 days.",
    layers: ["edge"],
    ...anyOf(those(weakerValueControls, "edge.originProtection.rotationDays")),
  },
  {
    id: "browsers-are-told-to-use-https",
    sentence: "A distribution tells browsers to use HTTPS for at least a year.",
    layers: ["edge"],
    ...anyOf(those(weakerValueControls, ".responseHeaders.hstsSeconds")),
  },
  {
    id: "pages-stand-in-no-frame",
    sentence: "A distribution tells browsers to show its pages in no frame.",
    layers: ["edge"],
    ...anyOf(those(weakerValueControls, ".responseHeaders.frames")),
  },
];
