"use client";

// What lies here nobody at the platform can put back. One who changed both the table and the bucket is found by it.
const keyOf = (tenantId: string) => `audit-receipt ${tenantId}`;

/** The receipt of this browser's last verification of a tenant's log, where it was good. */
export const keptReceipt = (tenantId: string): string | undefined =>
  window.localStorage.getItem(keyOf(tenantId)) ?? undefined;

export const keepReceipt = (tenantId: string, receipt: string): void =>
  window.localStorage.setItem(keyOf(tenantId), receipt);
