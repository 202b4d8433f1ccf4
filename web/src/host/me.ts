// Who hosts in this browser, and how they come in.
import { api } from "../lib/api.ts";

export interface Me {
  host: boolean;
  id?: string;
  login?: string;
  name?: string;
  language?: string;
  /** The first host, who sees and may do all. */
  owner?: boolean;
  guest?: boolean;
  /** A password is set; where the server does not say so, a login stands for it. */
  password?: boolean;
  /** Anybody may become a guest. */
  open?: boolean;
  version?: string;
}

/** How somebody signs in. */
export type Credentials = { key: string } | { login: string; password: string } | { guest: true };

/** An invitation as whoever has its link is told of it. */
export interface Invited {
  by_name: string;
  note: string;
  /** Whose new password it is for. */
  for_login?: string;
}

export const me = (): Promise<Me> => api<Me>("GET", "/api/me");
export const signIn = (by: Credentials): Promise<void> => api<void>("POST", "/api/signin", by);
export const signOut = (): Promise<void> => api<void>("POST", "/api/signout");
export const lookAtInvitation = (secret: string): Promise<Invited> => api("POST", "/api/invitations/look", { secret });
export const acceptInvitation = (taken: { secret: string; login?: string; name?: string; password: string }): Promise<void> =>
  api<void>("POST", "/api/invitations/accept", taken);

/** What somebody is called where there is little room. */
export const calledBy = (who: Me): string => who.name || who.login || "";
