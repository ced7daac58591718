// Programs that no npm package carries, from the system's own package manager: only as root, only what was named.
import { findProgram, runCommand } from './command.mjs';
import { SetupError, requireSuccess, step } from './progress.mjs';

/**
 * @typedef {'apt-get' | 'dnf' | 'apk' | 'pacman' | 'zypper'} PackageManager
 */

/** @type {Record<PackageManager, { refresh?: string[], install: string[] }>} */
const commands = {
  'apt-get': {
    refresh: ['update', '-q'],
    install: ['install', '-y', '-q', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=300'],
  },
  dnf: { install: ['install', '-y', '--setopt=install_weak_deps=False'] },
  apk: { refresh: ['update'], install: ['add'] },
  pacman: { install: ['-Sy', '--noconfirm', '--needed'] },
  zypper: { install: ['--non-interactive', 'install', '--no-recommends'] },
};

/** @returns {PackageManager | undefined} */
function findPackageManager() {
  const names = /** @type {PackageManager[]} */ (Object.keys(commands));
  return names.find((name) => findProgram(name) !== undefined);
}

/**
 * Installs packages, each under the name that this system's manager knows it by.
 * @param {string} purpose what for, e.g. "a browser"
 * @param {Record<PackageManager, string[]>} names
 * @throws {SetupError} one line that says what to install, when this process may not or cannot
 */
export async function installSystemPackages(purpose, names) {
  const manager = findPackageManager();
  if (manager === undefined) {
    throw new SetupError(
      `${purpose} is needed: install one of ${names['apt-get'].join(', ')} and run this again`,
    );
  }
  const packages = names[manager];
  const { refresh, install } = commands[manager];
  const byHand = `${manager} ${install.filter((word) => !/^-[oqy]|=/.test(word)).join(' ')} ${packages.join(' ')}`;
  if (process.getuid?.() !== 0) {
    throw new SetupError(`${purpose} is needed: run "sudo ${byHand}", then this again`);
  }
  await step(`installing ${purpose} (${manager}: ${packages.join(', ')})`, async () => {
    const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    // A stale list of packages is no reason to stop: the install says itself what it cannot find.
    if (refresh !== undefined) await runCommand(manager, refresh, { environment });
    requireSuccess(byHand, await runCommand(manager, [...install, ...packages], { environment }));
  });
}
