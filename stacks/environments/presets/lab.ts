import { labFleet } from "./compute";
import { demo } from "./demo";
import type { Preset } from "./preset";

const { always, whereSwitchedOn } = demo;

/**
 * For a day's lab: as cheap as `demo`, and as easily destroyed. The difference is one NAT gateway. Through it functions in
 * the VPC reach Secrets Manager, and instances need no address of their own. The rest comes by steps.
 */
export const lab: Preset = {
  always: {
    ...always,
    network: {
      ...always.network,
      nat: { value: "single", reason: "each gateway costs USD 33 a month, and a lab can wait for a zone to return" },
      egress: {
        value: "anywhere",
        reason: "without endpoints functions and instances reach AWS through NAT, by addresses that change",
      },
    },
    compute: { fleet: labFleet },
  },
  whereSwitchedOn: {
    ...whereSwitchedOn,
    edge: {
      ...whereSwitchedOn.edge,
      cloudFront: {
        ...whereSwitchedOn.edge?.cloudFront,
        priceClass: "PriceClass_100",
        accessLogs: { value: false, reason: "nobody reads the access logs of a lab" },
      },
    },
  },
};
