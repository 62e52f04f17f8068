type Wish = { name: string; weight: number };

function wishOf(part: string): Wish {
  const [name = '', ...parameters] = part.split(';').map((text) => text.trim().toLowerCase());
  const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
  return { name, weight: weight === undefined ? 1 : Math.min(Number(weight) || 0, 1) };
}

/** What a header like `Accept` names, in its order, each with its weight. An item without a name is none. */
function wishesOf(header: string): Wish[] {
  return header
    .split(',')
    .map(wishOf)
    .filter(({ name }) => name !== '');
}

// How exactly a range names a type: by itself, by its kind or not at all.
const rangesOf = (type: string) => [type, `${type.slice(0, type.indexOf('/'))}/*`, '*/*'];

/**
 * The offered media type that an `Accept` header likes best (RFC 9110, 12.5.1): by weight, then by how exactly it is
 * named, then by the order of the header, then by that of the offer. Undefined when it takes none; a client that says
 * nothing takes the first.
 */
export function chooseMediaType<Type extends string>(
  header: string | undefined,
  offered: readonly Type[],
): Type | undefined {
  const wishes = wishesOf(header ?? '');
  if (wishes.length === 0) return offered[0];

  function rank(type: Type, place: number) {
    const named = rangesOf(type).map((range) => wishes.findIndex(({ name }) => name === range));
    const vagueness = named.findIndex((index) => index >= 0);
    const index = named[vagueness] ?? -1;
    return { type, weight: wishes[index]?.weight ?? 0, order: [vagueness, index, place] };
  }

  return offered
    .map(rank)
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || compare(a.order, b.order))[0]?.type;
}

function compare(a: number[], b: number[]): number {
  const at = a.findIndex((value, i) => value !== b[i]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

/** The offered language that an `Accept-Language` header likes best, by its first part alone; else the first. */
export function chooseLanguage<Language extends string>(
  header: string | undefined,
  offered: readonly [Language, ...Language[]],
): Language {
  const wanted = wishesOf(header ?? '')
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight);
  const primary = (tag: string) => tag.toLowerCase().split('-')[0];
  for (const { name } of wanted) {
    const found = offered.find((language) => primary(language) === primary(name));
    if (found !== undefined) return found;
  }
  return offered[0];
}
