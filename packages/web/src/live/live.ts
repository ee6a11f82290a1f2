import type { TenantId } from "@faibric/core/platform/id";
import { accessToken } from "../session/session";
import { type Heard, keepOpen } from "./connection";

interface Channel {
  readonly listeners: Set<(heard: Heard) => void>;
  readonly close: () => void;
}

const channels = new Map<TenantId, Channel>();

/**
 * Hears what happens in a tenant from now on. However many parts of however many tabs listen, there is one
 * connection: the tab that has the lock keeps it and tells the others, and when it goes, the next one does.
 * @returns stops listening
 */
export function listen(tenantId: TenantId, listener: (heard: Heard) => void): () => void {
  const channel = channels.get(tenantId) ?? open(tenantId);
  channels.set(tenantId, channel);
  channel.listeners.add(listener);
  return () => {
    channel.listeners.delete(listener);
    if (channel.listeners.size || channels.get(tenantId) !== channel) return;
    channels.delete(tenantId);
    channel.close();
  };
}

function open(tenantId: TenantId): Channel {
  const name = `faibric-live-${tenantId}`;
  const listeners = new Set<(heard: Heard) => void>();
  const tabs = new BroadcastChannel(name);
  const ended = new AbortController();
  const hear = (heard: Heard) => {
    for (const listener of listeners) listener(heard);
  };
  tabs.addEventListener("message", ({ data }: MessageEvent<Heard>) => hear(data));
  const keep = () =>
    keepOpen({
      url: `${location.origin.replace(/^http/, "ws")}/live`,
      protocols: () => protocolsFor(tenantId),
      hear: (heard) => {
        hear(heard);
        tabs.postMessage(heard);
      },
      signal: ended.signal,
    });
  const { signal } = ended;
  navigator.locks.request(name, { signal }, keep).catch((error: unknown) => {
    // Whoever stops listening while another tab has the lock gives up waiting for it.
    if (!signal.aborted) throw error;
  });
  return {
    listeners,
    close: () => {
      ended.abort();
      tabs.close();
    },
  };
}

async function protocolsFor(tenantId: TenantId): Promise<string[] | undefined> {
  const token = await accessToken();
  return token ? ["faibric.v1", `bearer.${token}`, `tenant.${tenantId}`] : undefined;
}
