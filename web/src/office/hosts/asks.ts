// What the page of hosts asks for.
import { api } from "../../lib/api.ts";

export interface HostAccount {
  id: string;
  login?: string;
  name: string;
  owner?: boolean;
  guest?: boolean;
  disabled?: boolean;
  created: string;
}

export interface Invitation {
  id: string;
  note?: string;
  by_name: string;
  /** The id of the host who chooses a new password by it. */
  for?: string;
  created: string;
  until: string;
}

/** A link that is told once. */
export interface Link {
  invitation: Invitation;
  url: string;
  qr_svg?: string;
}

export const hosts = (cursor = ""): Promise<{ hosts: HostAccount[]; next?: string }> =>
  api("GET", `/api/hosts${cursor ? `?cursor=${encodeURIComponent(cursor)}` : ""}`);
export const disableHost = (id: string, disabled: boolean): Promise<HostAccount> =>
  api("PATCH", `/api/hosts/${encodeURIComponent(id)}`, { disabled });
export const removeHost = (id: string): Promise<void> => api<void>("DELETE", `/api/hosts/${encodeURIComponent(id)}`);
export const resetHost = (id: string): Promise<Link> => api("POST", `/api/hosts/${encodeURIComponent(id)}/reset`);
export const invitations = (): Promise<{ invitations: Invitation[] }> => api("GET", "/api/invitations");
export const invite = (note: string): Promise<Link> => api("POST", "/api/invitations", note ? { note } : {});
export const uninvite = (id: string): Promise<void> => api<void>("DELETE", `/api/invitations/${encodeURIComponent(id)}`);
