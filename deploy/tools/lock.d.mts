/** Takes turns with other processes; answers what gives the lock up. */
export function takeLock(folder: string, waiting: string): Promise<() => void>;
