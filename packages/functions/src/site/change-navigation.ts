import * as Navigation from "@faibric/core/site/navigation";
import { changeNavigation } from "@faibric/core/site/site.contract";
import { http } from "../platform/http";

export const handler = http(changeNavigation, ({ params, body, version }) =>
  Navigation.replace({ ...params, ...body, version }),
);
