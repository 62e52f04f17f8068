import { expect, test } from '@jest/globals';
import { namesToInstall } from './unpack.ts';

test('a plan of apt-get names what would be installed, new or over an old version', () => {
  const plan = [
    'NOTE: This is only a simulation!',
    'Reading package lists...',
    'The following NEW packages will be installed:',
    '  chromium libnss3',
    'Inst libnss3 (2:3.87.1-1+deb12u1 Debian-Security:12/oldstable-security [amd64])',
    'Inst libexpat1 [2.5.0-1] (2.5.0-1+deb12u2 Debian:12.13/oldstable [amd64])',
    'Inst chromium (148.0.1-1 Debian-Security:12/oldstable-security [amd64])',
    'Conf libnss3 (2:3.87.1-1+deb12u1 Debian-Security:12/oldstable-security [amd64])',
  ].join('\n');
  expect(namesToInstall(plan)).toEqual(['libnss3', 'libexpat1', 'chromium']);
});
