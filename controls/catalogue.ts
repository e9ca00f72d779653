import { alarms } from "./catalogue/alarms";
import { apis } from "./catalogue/apis";
import { cloudFront } from "./catalogue/cloudfront";
import { compute } from "./catalogue/compute";
import { data } from "./catalogue/data";
import { identity } from "./catalogue/identity";
import { layers } from "./catalogue/layers";
import { loadBalancers } from "./catalogue/load-balancers";
import { network } from "./catalogue/network";
import { users } from "./catalogue/users";
import { webAcls } from "./catalogue/web-acls";
import type { CataloguedControl } from "./control";

/** Every control, with its id, its sentence, and the departures that excuse what it finds. */
export const catalogue: readonly CataloguedControl[] = [
  ...layers,
  ...network,
  ...identity,
  ...data,
  ...compute,
  ...users,
  ...loadBalancers,
  ...webAcls,
  ...cloudFront,
  ...apis,
  ...alarms,
];
