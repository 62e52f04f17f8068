/** A test by its file in the repository and its whole title, those of the `describe` around it first. */
export type NamedTest = { file: string; title: string };

/** One guard of the product taken away. */
export type Mutant = {
  /** `<part>/<guard>`. */
  name: string;
  /** The promise that is broken without the guard. */
  breaks: string;
  /** The file that is changed, as a path in the repository. */
  file: string;
  /** Stands in the file exactly once. */
  before: string;
  /** What stands there instead. */
  after: string;
  /** Each of these passes on the product; one of them at least must fail on the mutant. */
  tests: NamedTest[];
};

/** Why nothing could be proven: a mutant that is out of date, a test that fails anyway. Its message is for a person. */
export class CannotMutate extends Error {
  override name = 'CannotMutate';
}

/** The text of a file with a mutant in it. Throws CannotMutate unless the text it replaces is found exactly once. */
export function mutate(text: string, { name, file, before, after }: Mutant): string {
  const found = text.split(before).length - 1;
  if (found !== 1) {
    throw new CannotMutate(`${name}: its text stands ${found} times in ${file}, not once:\n${indented(before)}`);
  }
  // A function, because a replacement text would give "$" a meaning.
  return text.replace(before, () => after);
}

/** Lines of code, set apart from what is said of them. */
export function indented(text: string): string {
  return text.replace(/^(?=.)/gm, '    ');
}
