/** See install.mjs. */
export function ensureInstalled(root: string): Promise<void>;
/** See install.mjs. */
export function isInstalled(root: string): boolean;
