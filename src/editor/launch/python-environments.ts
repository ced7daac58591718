import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, realpathSync } from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import * as v from 'valibot';
import { noteTexts } from '../../runs/note-texts';

/** A Python that a project is likely to be meant to run with. */
export interface PythonCandidate {
  /** Where it would be. */
  readonly path: string;
  /** For people: `the workspace’s .venv`. */
  readonly from: string;
}

export interface EnvironmentPlaces {
  /** The script's folder or the workspace folder. */
  readonly from: string;
  /** Folders above this one are none of the project's. */
  readonly workspaceFolder: string | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

const executable = process.platform === 'win32' ? ['python.exe'] : ['bin', 'python'];
const inVirtualEnvironment = process.platform === 'win32' ? ['Scripts', 'python.exe'] : executable;

/**
 * The virtual environments of a project, the nearest first: in its own folders, then those that uv, Poetry, conda and
 * Pixi keep elsewhere for it, then the one that is active. Only looks at files; nothing is started. Never throws.
 */
export function pythonEnvironments(places: EnvironmentPlaces): PythonCandidate[] {
  return projectFolders(places)
    .flatMap((folder) => [...inFolder(folder), ...ofTools(folder, places)])
    .concat(activated(places))
    .filter(({ path }) => existsSync(path));
}

/** From the script's folder up to the workspace folder. */
function projectFolders({ from, workspaceFolder }: EnvironmentPlaces): string[] {
  const top = workspaceFolder ?? from;
  const folders = [];
  for (let folder = from; ; folder = dirname(folder)) {
    const below = relative(top, folder);
    if (isAbsolute(below) || below.split(sep)[0] === '..') break;
    folders.push(folder);
    if (folder === top) break;
  }
  return folders.length === 0 ? [top] : folders;
}

const inFolder = (folder: string): PythonCandidate[] => [
  ...(['.venv', 'venv', 'env'] as const).map((name) => ({
    path: join(folder, name, ...inVirtualEnvironment),
    from: noteTexts.write(`${name} in {0}`, folder),
  })),
  { path: join(folder, '.conda', ...executable), from: noteTexts.write('.conda in {0}', folder) },
  {
    path: join(folder, '.pixi', 'envs', 'default', ...executable),
    from: noteTexts.write('Pixi’s environment of {0}', folder),
  },
];

function ofTools(folder: string, places: EnvironmentPlaces): PythonCandidate[] {
  return [...ofUv(folder, places), ...ofPoetry(folder, places), ...ofConda(folder, places)];
}

function ofUv(folder: string, { environment }: EnvironmentPlaces): PythonCandidate[] {
  const named = environment['UV_PROJECT_ENVIRONMENT'];
  if (named === undefined || named === '' || !existsSync(join(folder, 'uv.lock'))) return [];
  const path = isAbsolute(named) ? named : join(folder, named);
  return [{ path: join(path, ...inVirtualEnvironment), from: 'UV_PROJECT_ENVIRONMENT' }];
}

/**
 * Poetry names an environment by the project and a hash of its folder: python-poetry.org, `EnvManager.generate_env_name`.
 * One for each Python version: the newest is taken.
 */
function ofPoetry(folder: string, { environment, home }: EnvironmentPlaces): PythonCandidate[] {
  const project = readText(join(folder, 'pyproject.toml'));
  if (project === null || !(existsSync(join(folder, 'poetry.lock')) || project.includes('[tool.poetry')))
    return [];
  const name = /^\s*name\s*=\s*["']([^"'\n]+)["']/m.exec(project)?.[1];
  if (name === undefined) return [];
  const hash = createHash('sha256').update(realFolder(folder)).digest('base64url').slice(0, 8);
  const prefix = `${name
    .toLowerCase()
    .replace(/[ $`!*@"\\\r\n\t]/g, '_')
    .slice(0, 42)}-${hash}-py`;
  const cache =
    environment['POETRY_CACHE_DIR'] ??
    join(environment['XDG_CACHE_HOME'] ?? join(home, '.cache'), 'pypoetry');
  const parents = [
    environment['POETRY_VIRTUALENVS_PATH'],
    join(cache, 'virtualenvs'),
    join(home, 'Library', 'Caches', 'pypoetry', 'virtualenvs'),
  ];
  return parents.flatMap((parent) =>
    parent === undefined
      ? []
      : listFolder(parent)
          .filter((entry) => entry.startsWith(prefix))
          .sort((a, b) => b.localeCompare(a, 'en', { numeric: true }))
          .map((entry) => ({
            path: join(parent, entry, ...inVirtualEnvironment),
            from: noteTexts.write('Poetry’s environment of {0}', folder),
          })),
  );
}

/** The environment that an environment.yml names, where conda's own list of environments has one of that name. */
function ofConda(folder: string, { home }: EnvironmentPlaces): PythonCandidate[] {
  const file = ['environment.yml', 'environment.yaml'].find((name) => existsSync(join(folder, name)));
  const name = file && /^name:\s*["']?([^"'\s#]+)/m.exec(readText(join(folder, file)) ?? '')?.[1];
  if (file === undefined || name === undefined) return [];
  return (readText(join(home, '.conda', 'environments.txt')) ?? '')
    .split(/\r?\n/)
    .filter((prefix) => prefix.split(/[\\/]/).at(-1) === name)
    .map((prefix) => ({
      path: join(prefix, ...executable),
      from: noteTexts.write('the conda environment of {0}', file),
    }));
}

function activated({ environment }: EnvironmentPlaces): PythonCandidate[] {
  const { VIRTUAL_ENV: virtual, CONDA_PREFIX: conda } = environment;
  return [
    ...(virtual === undefined ? [] : [{ path: join(virtual, ...inVirtualEnvironment), from: 'VIRTUAL_ENV' }]),
    ...(conda === undefined ? [] : [{ path: join(conda, ...executable), from: 'CONDA_PREFIX' }]),
  ];
}

/** What activating the environment that an interpreter belongs to would set; nothing for a Python that is in none. */
export function activation(
  interpreter: string,
  searchPath: string | undefined,
): Readonly<Record<string, string>> {
  const folder = dirname(interpreter);
  const prefix = process.platform === 'win32' && !folder.endsWith('Scripts') ? folder : dirname(folder);
  const isVirtual = existsSync(join(prefix, 'pyvenv.cfg'));
  if (!isVirtual && !existsSync(join(prefix, 'conda-meta'))) return {};
  const separator = process.platform === 'win32' ? ';' : ':';
  return {
    ...(isVirtual ? { VIRTUAL_ENV: prefix } : condaVariables(prefix)),
    PATH: searchPath === undefined || searchPath === '' ? folder : `${folder}${separator}${searchPath}`,
  };
}

const variablesSchema = v.record(v.string(), v.union([v.string(), v.number()]));
const stateSchema = v.pipe(v.string(), v.parseJson(), v.object({ env_vars: variablesSchema }));
const packageSchema = v.pipe(v.string(), v.parseJson(), variablesSchema);
/** What `conda env config vars unset` leaves behind. */
const unset = '***unset***';

/**
 * What conda sets without running the environment's scripts: where it is, the variables of its packages, and over these those that a person has
 * given it (`conda env config vars set`): github.com/conda/conda, `conda/activate.py`.
 */
function condaVariables(prefix: string): Record<string, string> {
  const parent = dirname(prefix);
  const ofPackages = join(prefix, 'etc', 'conda', 'env_vars.d');
  const packages = listFolder(ofPackages)
    .sort()
    .map((name) => v.safeParse(packageSchema, readText(join(ofPackages, name))));
  const state = v.safeParse(stateSchema, readText(join(prefix, 'conda-meta', 'state')));
  const given = Object.assign(
    {},
    ...packages.map(({ success, output }) => (success ? output : {})),
    state.success ? state.output.env_vars : {},
  ) as Record<string, string | number>;
  return {
    ...Object.fromEntries(
      Object.entries(given)
        .filter(([, value]) => value !== unset)
        .map(([name, value]) => [name, String(value)]),
    ),
    CONDA_PREFIX: prefix,
    // One of conda's own has a name, another is named by its folder.
    CONDA_DEFAULT_ENV: basename(parent) === 'envs' ? basename(prefix) : prefix,
    CONDA_SHLVL: '1',
  };
}

function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

function listFolder(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

function realFolder(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
