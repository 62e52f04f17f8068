/** The same texts in another language: a missing or unknown key is a type error. */
export type Texts<Original> = {
  [Key in keyof Original]: Original[Key] extends string ? string : Texts<Original[Key]>;
};

type Tree = { [key: string]: string | Tree };

/**
 * Adds the plural `many` where a language has it and its texts do not: Portuguese uses it for whole millions only, in the
 * words of `other`.
 */
export function withPlurals(texts: Tree): Tree {
  const complete: Tree = {};
  for (const [key, value] of Object.entries(texts)) {
    complete[key] = typeof value === 'string' ? value : withPlurals(value);
    const many = key.replace(/_other$/, '_many');
    if (many !== key) complete[many] ??= complete[key];
  }
  return complete;
}
