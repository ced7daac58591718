/** The kinds of files that can start a training. */
export type FileKind =
  'python' | 'notebook' | 'shell' | 'batch' | 'makefile' | 'justfile' | 'project' | 'pipeline' | 'container';

const kinds: readonly (readonly [kind: FileKind, name: RegExp])[] = [
  ['python', /\.pyw?$/i],
  ['notebook', /\.ipynb$/i],
  ['batch', /\.(?:slurm|sbatch|sl|pbs|lsf|qsub|job)$/i],
  ['shell', /\.(?:sh|bash|zsh|fish|ksh|command|ps1|bat|cmd)$/i],
  ['makefile', /(?:^|[\\/])(?:GNU)?makefile(?:\.\w+)?$|\.mk$/i],
  ['justfile', /(?:^|[\\/])\.?justfile$|\.just$/i],
  ['project', /(?:^|[\\/])(?:pyproject\.toml|pixi\.toml|package\.json|setup\.cfg)$/i],
  [
    'pipeline',
    /(?:^|[\\/])(?:dvc\.ya?ml|MLproject|taskfile(?:\.dist)?\.ya?ml|Snakefile(?:\.\w+)?)$|\.(?:smk|nf)$/i,
  ],
  [
    'container',
    /(?:^|[\\/])(?:[\w.-]*(?:dockerfile|containerfile)[\w.-]*|(?:docker-)?compose[\w.-]*\.ya?ml)$/i,
  ],
];
const batchDirective = /^#(?:SBATCH|PBS|BSUB|COBALT|\$)\s/m;
const shellShebang = /^#!.*\b(?:ba|z|k|da)?sh\b/;

/**
 * The kind of a file by its name; one without an extension, by its first line. Null where it is none that starts
 * anything.
 */
export function fileKind(fileName: string, text = ''): FileKind | null {
  const named = kinds.find(([, pattern]) => pattern.test(fileName))?.[0];
  if (named === 'shell') return batchDirective.test(text.slice(0, 8192)) ? 'batch' : 'shell';
  if (named !== undefined) return named;
  if (/[^\\/]\.[^\\/.]+$/.test(fileName)) return null;
  if (shellShebang.test(text)) return batchDirective.test(text.slice(0, 8192)) ? 'batch' : 'shell';
  // Python without an extension: only a first line tells it from data.
  return /^#!.*\bpython/.test(text) || text === ''
    ? 'python'
    : batchDirective.test(text.slice(0, 8192))
      ? 'batch'
      : null;
}

/** Kinds of text files other than Python whose commands start a training: as a whole, or target by target. */
const whole: ReadonlySet<FileKind | null> = new Set<FileKind>(['shell', 'batch']);
const byTask: ReadonlySet<FileKind | null> = new Set<FileKind>([
  'makefile',
  'justfile',
  'project',
  'pipeline',
]);
export const runsWhole = (kind: FileKind | null): boolean => whole.has(kind);
export const runsByTask = (kind: FileKind | null): boolean => byTask.has(kind);

/** Globs of the files that a workspace is searched for, as VS Code writes them. */
export const trainingFileGlob =
  '**/{*.py,*.ipynb,*.sh,*.bash,*.ps1,*.slurm,*.sbatch,Makefile,makefile,GNUmakefile,justfile,pyproject.toml,pixi.toml,dvc.yaml,MLproject,Taskfile.yml,Taskfile.yaml,Snakefile,*.smk,*.nf}';
/** Globs of others that are judged once they are open: no workspace is searched for them, for most have nothing to do with training. */
export const openFileGlob =
  '**/{package.json,setup.cfg,*.sl,*.pbs,*.lsf,*.qsub,*.job,*.bat,*.cmd,*.zsh,*.fish,*.ksh,*.mk,*.just}';
/** Folders that hold other people's code, or output. */
export const foldersPassedOver: ReadonlySet<string> = new Set(
  (
    'node_modules __pycache__ site-packages dist-packages venv env .venv .env virtualenv .git .hg .svn .tox .nox .mypy_cache .pytest_cache .ruff_cache ' +
    '.ipynb_checkpoints .eggs build dist out target bower_components .conda .pixi .cache wandb mlruns lightning_logs .idea .vscode conda-meta'
  ).split(' '),
);

/** Larger files of a kind are not read: Python beyond it is generated, notebooks beyond it hold films. In bytes. */
export const largestFileBytes = (kind: FileKind | null): number =>
  (kind === 'notebook' ? 16 : 2) * 1024 * 1024;
