// Adds to package-lock.json the optional packages of other systems that npm could not look up when it wrote the file.
// Without them `npm ci` refuses the lockfile. Run it after `npm install`; it changes nothing when none is missing.
import { readFileSync, writeFileSync } from 'node:fs';

const FILE = 'package-lock.json';
const SYSTEMS = { windows: 'win32' };
const PROCESSORS = { armv7: 'arm', gnueabihf: 'arm', musleabihf: 'arm' };

const lock = JSON.parse(readFileSync(FILE, 'utf8'));
const added = {};
for (const [path, { optionalDependencies = {} }] of Object.entries(lock.packages)) {
  for (const [name, range] of Object.entries(optionalDependencies)) {
    if (!placesOf(path, name).some((key) => key in lock.packages)) {
      added[`node_modules/${name}`] = entry(name, range);
    }
  }
}

if (Object.keys(added).length > 0) {
  const all = Object.entries({ ...lock.packages, ...added });
  lock.packages = Object.fromEntries(all.sort(([left], [right]) => (left < right ? -1 : 1)));
  writeFileSync(FILE, `${JSON.stringify(lock, null, 2)}\n`);
}
console.log(`${Object.keys(added).length} packages added to ${FILE}`);

/** Where Node looks for a module that the one at `path` asks for: in its own folder and in every one above. */
function placesOf(path, name) {
  const folders = path.split('/').map((_, depth, parts) => `${parts.slice(0, depth + 1).join('/')}/`);
  return ['', ...folders].map((folder) => `${folder}node_modules/${name}`);
}

/** Such packages are named for their system, as in "swc-linux-arm64-musl"; npm skips them where it differs. */
function entry(name, range) {
  const match = /(?:^|[-/])(android|darwin|freebsd|linux|openharmony|win32|windows)-([a-z0-9]+)(?:-([a-z]+))?$/.exec(
    name,
  );
  if (match === null) {
    throw new Error(`The name of ${name} does not tell its system: add it to ${FILE} by hand`);
  }
  const [, system, processor, abi] = match;
  return {
    version: range.replace(/^[\^~]/, ''),
    optional: true,
    os: [SYSTEMS[system] ?? system],
    cpu: [PROCESSORS[processor] ?? processor],
    ...(abi?.startsWith('musl') ? { libc: ['musl'] } : {}),
  };
}
