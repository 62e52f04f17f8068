/** What takes the token of a card; it is empty at first. */
export type TokenFieldProps = { token: string; onChange(token: string): void };
