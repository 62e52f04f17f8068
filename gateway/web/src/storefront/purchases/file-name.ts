/** A file name of letters, digits and hyphens: `hamlet-a-12.pdf`. */
export function passFileName(eventName: string, seat: string, extension: string): string {
  const words = `${eventName} ${seat}`
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
  return `${words || 'ticket'}.${extension}`;
}
