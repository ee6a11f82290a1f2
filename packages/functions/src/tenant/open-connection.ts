import * as Connection from "@faibric/core/tenant/connection";
import { socketConnect } from "../platform/socket";

export const handler = socketConnect("member:tenant.read", Connection.open);
