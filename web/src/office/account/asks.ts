// What the account page asks for.
import type { Me } from "../../host/me.ts";
import { api } from "../../lib/api.ts";

export interface Session {
  id: string;
  browser: string;
  began: string;
  seen: string;
  current?: boolean;
}

export interface Token {
  id: string;
  name: string;
  scopes: string[];
  created: string;
  seen?: string;
  until?: string;
}

export const changeMe = (change: { login?: string; name?: string; language?: string }): Promise<Me> => api("PATCH", "/api/me", change);
export const setPassword = (present: string, password: string): Promise<void> =>
  api<void>("PUT", "/api/me/password", present ? { present, password } : { password });
export const sessions = (): Promise<{ sessions: Session[] }> => api("GET", "/api/me/sessions");
export const endSession = (id: string): Promise<void> => api<void>("DELETE", `/api/me/sessions/${encodeURIComponent(id)}`);
export const endOthers = (): Promise<void> => api<void>("DELETE", "/api/me/sessions");
export const tokens = (): Promise<{ tokens: Token[]; scopes: string[] }> => api("GET", "/api/me/tokens");
export const addToken = (made: { name: string; scopes: string[]; until?: string }): Promise<{ token: Token; secret: string }> =>
  api("POST", "/api/me/tokens", made);
export const revokeToken = (id: string): Promise<void> => api<void>("DELETE", `/api/me/tokens/${encodeURIComponent(id)}`);
