// The project's npm packages, exactly as package-lock.json pins them.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { runNpm } from './command.mjs';
import { root } from './paths.mjs';
import { requireSuccess, step } from './progress.mjs';

/**
 * @typedef {{ version?: string, optional?: boolean, link?: boolean, os?: string[], cpu?: string[], libc?: string[] }} LockedPackage
 */

/** Installs what package-lock.json asks for and node_modules lacks; nothing when they agree. */
export async function ensureNpmPackages() {
  if (await agrees()) return;
  await step('installing npm packages', async () => {
    requireSuccess('npm ci', await runNpm(['ci', '--no-audit', '--no-fund'], { folder: root }));
  });
}

/**
 * npm writes its own record of what it installed last, and only once it has finished: comparing with that sees
 * an interrupted install, a changed lock file and an install made by hand alike.
 */
async function agrees() {
  const wanted = await lockedPackages(path.join(root, 'package-lock.json'));
  const installed = await lockedPackages(path.join(root, 'node_modules', '.package-lock.json'));
  if (wanted === undefined || installed === undefined) return false;
  return Object.entries(wanted).every(([folder, wantedPackage]) => {
    if (folder === '' || wantedPackage.link === true) return true;
    const found = installed[folder];
    return found === undefined ? !isForThisMachine(wantedPackage) : found.version === wantedPackage.version;
  });
}

/** @param {LockedPackage} lockedPackage */
function isForThisMachine(lockedPackage) {
  if (lockedPackage.optional !== true) return true;
  // Which C library this is, npm knows better: an optional package bound to one is not asked for.
  if (lockedPackage.libc !== undefined) return false;
  return (
    allows(lockedPackage.os, process.platform) &&
    allows(lockedPackage.cpu, process.arch) &&
    lockedPackage.os !== undefined
  );
}

/**
 * @param {string[] | undefined} names
 * @param {string} name
 */
function allows(names, name) {
  return names === undefined || names.includes(name);
}

/**
 * @param {string} file
 * @returns {Promise<Record<string, LockedPackage> | undefined>}
 */
async function lockedPackages(file) {
  try {
    const parsed = /** @type {unknown} */ (JSON.parse(await readFile(file, 'utf8')));
    if (typeof parsed !== 'object' || parsed === null || !('packages' in parsed)) return undefined;
    return /** @type {Record<string, LockedPackage>} */ (parsed.packages);
  } catch {
    return undefined;
  }
}
