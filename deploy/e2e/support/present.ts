/** A value that must be there. */
export function present<T>(value: T | null | undefined): T {
  if (value === null || value === undefined) throw new TypeError('a value is missing that must be there');
  return value;
}

/** An item of a list that must be there; negative places count from the end. */
export function at<T>(list: readonly T[], place: number): T {
  const item = list.at(place);
  if (item === undefined) throw new RangeError(`there is no item ${place} among ${list.length}`);
  return item;
}
