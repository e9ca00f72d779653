import { routeAddress } from "../../../../modules/edge/http-api/route-address";

test.each([
  ["GET", "/", "get_root"],
  ["POST", "/items/{id}", "post_items_by_id"],
  ["GET", "/files/{rest+}", "get_files_by_rest"],
  ["DELETE", "/a-b.c", "delete_a_b_c"],
])("%s %s is at %s", (method, path, address) => {
  expect(routeAddress({ method, path })).toBe(address);
});
