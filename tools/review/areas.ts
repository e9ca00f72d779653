import type { Area } from "./area";
import { apis } from "./areas/apis";
import { availability } from "./areas/availability";
import { cloudfront } from "./areas/cloudfront";
import { contract } from "./areas/contract";
import { data } from "./areas/data";
import { detection } from "./areas/detection";
import { firewall } from "./areas/firewall";
import { functions } from "./areas/functions";
import { guards } from "./areas/guards";
import { instances } from "./areas/instances";
import { network } from "./areas/network";
import { permissions } from "./areas/permissions";
import { secrets } from "./areas/secrets";
import { signIn } from "./areas/sign-in";
import { transport } from "./areas/transport";

/** Every area, in no order that means anything: a page sorts findings by their consequence. */
export const areas: readonly Area[] = [
  apis,
  availability,
  cloudfront,
  contract,
  data,
  detection,
  firewall,
  functions,
  guards,
  instances,
  network,
  permissions,
  secrets,
  signIn,
  transport,
];
