import * as Onboarding from "@faibric/core/tenant/onboarding";
import { retryOnboarding } from "@faibric/core/tenant/tenant.contract";
import { http } from "../platform/http";

export const handler = http(retryOnboarding, ({ params }) => Onboarding.retry(params.tenantId));
