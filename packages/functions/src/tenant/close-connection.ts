import * as Connection from "@faibric/core/tenant/connection";
import { socketClose } from "../platform/socket";

export const handler = socketClose(Connection.close);
