// People and roles in words.
import type { Role } from "./bindings";
import { t } from "./texts.svelte";

/** "Admin", "Standard, Finance Manager". */
export function roleText(role: Role): string {
  return t(`role-${role.basic}-${role.finance ?? "NONE"}`);
}
