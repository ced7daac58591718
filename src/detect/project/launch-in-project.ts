import type { CommandReading } from '../commands/command-reading';
import type { Facts } from '../facts';
import { rootModule } from '../frameworks';
import { likelyLauncher, isLauncher, startsItsOwnProcesses, type Launcher } from '../launch';
import { importsOf, type ProjectFiles, type ProjectModules } from './project-modules';
import { folderOf, slashed } from './folders';

/** How a script of a project is started. */
export interface ProjectLaunch {
  readonly launcher: Launcher;
  /** As `python -m` names it, where the script runs only as a part of its package; with the folder to start it in. */
  readonly module: string | null;
  readonly folder: string | null;
}

/** By the project's own launch lines, by what the script asks of its launcher, and by what it calls in other files. */
export function launchInProject(
  script: { readonly path: string; readonly text: string },
  likely: Launcher,
  lines: readonly CommandReading[],
  files: ProjectFiles,
  modules: ProjectModules,
): ProjectLaunch {
  const path = slashed(script.path);
  const facts = modules.factsOf(path, script.text);
  const asModule = moduleOf(path, script.text, lines, files);
  return {
    launcher: launcherOf(path, facts, likely, lines, modules),
    module: asModule?.module ?? null,
    folder: asModule?.folder ?? null,
  };
}

function launcherOf(
  path: string,
  facts: Facts | null,
  likely: Launcher,
  lines: readonly CommandReading[],
  modules: ProjectModules,
): Launcher {
  if (facts === null || startsItsOwnProcesses(facts)) return likely;
  const counts = new Map<Launcher, number>();
  for (const { launcher } of lines)
    if (launcher !== null && isLauncher(launcher)) counts.set(launcher, (counts.get(launcher) ?? 0) + 1);
  const [most] = [...counts]
    .filter(([launcher]) => launcher !== 'python')
    .sort((one, other) => other[1] - one[1]);
  const asked = likely === 'python' ? launcherOfCalled(path, facts, modules) : likely;
  // Accelerate's scripts run by themselves as well, but not on several GPUs.
  if (most === undefined) return counts.has('python') && asked !== 'accelerate' ? 'python' : asked;
  return asked !== 'python' || most[1] >= (counts.get('python') ?? 0) ? most[0] : 'python';
}

const asksForLauncher = /init_process_group|deepspeed|Accelerator|LOCAL_RANK/;

/** What a function of another file asks for that the script calls: `setup_distributed()`. */
function launcherOfCalled(path: string, facts: Facts, modules: ProjectModules): Launcher {
  const calledPaths = new Set(
    facts.calls
      .filter(({ written }) => facts.imports.has(rootModule(written)))
      .map((call) => call.path.replace(/\(\).*$/, '')),
  );
  for (const calledPath of calledPaths) {
    const definition = modules.findAny(calledPath, path, asksForLauncher);
    const [name] = definition?.names ?? [];
    if (definition === null || name === undefined) continue;
    const { text } = definition.module;
    const own = definition.module.facts;
    const called = own.calls.filter(({ scope }) => scope.name === name || scope.className === name);
    const launcher = likelyLauncher({ ...own, calls: called }, text);
    if (launcher !== 'python' && called.length > 0) return launcher;
  }
  return 'python';
}

/** The module that a script is of its package, where it has to be run as one: it imports by where it stands. */
function moduleOf(
  path: string,
  text: string,
  lines: readonly CommandReading[],
  files: ProjectFiles,
): { readonly module: string; readonly folder: string } | null {
  const imported = importsOf(text);
  // Those of a branch, further in, may be left over from where the code was taken.
  const dots = Math.max(
    0,
    ...[...text.matchAll(/^from\s+(\.+)/gm)].map(([, written = '']) => written.length),
  );
  let folder = folderOf(path);
  let parts = [path.slice(folder.length + 1).replace(/\.py$/, '')];
  if (parts[0] === '__main__') parts = [];
  for (let level = 0; level < dots || files.read(`${folder}/__init__.py`) !== null; level += 1) {
    if (!folder.includes('/')) break;
    parts.unshift(folder.slice(folder.lastIndexOf('/') + 1));
    folder = folderOf(folder);
  }
  if (parts.length < 2 || parts.some((part) => !/^[A-Za-z_]\w*$/.test(part))) return null;
  const [top = ''] = parts;
  const needsPackage =
    dots > 0 ||
    imported.some((name) => rootModule(name) === top) ||
    lines.some(({ module }) => module === parts.join('.'));
  return needsPackage ? { module: parts.join('.'), folder } : null;
}
