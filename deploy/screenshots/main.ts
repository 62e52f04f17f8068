// Takes the pictures of README.md, or those named: `npm run screenshots [-- <name> ...]`.
import { present } from '../e2e/support/present.ts';
import { runCommand } from './command.ts';
import { findSubjects, PICTURES } from './pictures.ts';
import { onStage } from './stage.ts';
import { takePicture } from './take-picture.ts';

const FOLDER = import.meta.dirname;

const names = process.argv.slice(2);
const wanted = PICTURES.filter(({ name }) => names.length === 0 || names.includes(name));

await runCommand(async (say) => {
  if (wanted.length === 0) throw new Error(`There are ${PICTURES.map(({ name }) => name).join(', ')}`);
  await onStage(say, async ({ url, browser, partners }) => {
    const subjects = await findSubjects(present(partners[0]));
    for (const [i, picture] of wanted.entries()) {
      const bytes = await takePicture(browser, url, picture, subjects, FOLDER);
      say(`  ${i + 1} of ${wanted.length}  ${`${picture.name}.png`.padEnd(20)} ${Math.round(bytes / 1024)} KiB`);
    }
  });
});
