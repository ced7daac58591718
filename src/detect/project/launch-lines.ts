import { readCommandLine } from '../command-line';
import type { CommandReading } from '../commands/command-reading';
import { foldersAbove, folderOf, slashed } from './folders';
import type { ProjectFiles } from './project-modules';

const launchingFile = /\.(?:md|rst|sh|bash|slurm|sbatch)$|^(?:GNU)?makefile$|\.mk$/i;
const isProse = /\.(?:md|rst)$/i;
/** `--master_port=<your_random_port>`; a shell would read a file. */
const placeholder = /<[\w][\w ./-]*>/g;
/** Beside a script and in the folders above it, these hold its launch lines too. */
const foldersBeside = ['', '/scripts', '/script', '/docs'];
const mostFiles = 60;
const longestText = 200_000;

/** The commands of a project's shell scripts, Makefiles and documents, by which its scripts are launched. */
export class LaunchLines {
  private readonly ofFolders = new Map<string, readonly LaunchLine[]>();

  constructor(
    private readonly files: ProjectFiles,
    private readonly root: string | null,
  ) {}

  /** The commands that run a script, those of the nearest files first. */
  of(path: string): readonly CommandReading[] {
    const script = slashed(path);
    return foldersAbove(script, this.root, this.files)
      .flatMap((above) =>
        foldersBeside.flatMap((beside) =>
          this.linesIn(above + beside).filter((line) => runs(line, script, [above, above + beside])),
        ),
      )
      .map(({ reading }) => reading);
  }

  forget(): void {
    this.ofFolders.clear();
  }

  private linesIn(folder: string): readonly LaunchLine[] {
    const known = this.ofFolders.get(folder);
    if (known !== undefined) return known;
    const names = this.files
      .namesIn(folder)
      .filter((name) => launchingFile.test(name))
      .slice(0, mostFiles);
    const lines = names.flatMap((name) => {
      const text = this.files.read(`${folder}/${name}`)?.slice(0, longestText);
      if (text === undefined || !/\.py\b|-m\s/.test(text)) return [];
      const commands = isProse.test(name) ? commandsInProse(text) : text;
      const entered = new Set(
        [...commands.matchAll(/\bcd\s+(\S+)/g)].map(([, place = '']) => lastPart(place)),
      );
      return readCommandLine(commands)
        .filter(({ script, module }) => script !== null || module !== null)
        .map((reading) => ({ entered, reading }));
    });
    this.ofFolders.set(folder, lines);
    return lines;
  }
}

interface LaunchLine {
  /** Last parts of the folders that the file's commands change to. */
  readonly entered: ReadonlySet<string>;
  readonly reading: CommandReading;
}

const lastPart = (path: string): string => path.replace(/[\\/]+$/, '').replace(/^.*[\\/]/, '');

/** Whether a command runs the script at a path, started in the folder of its file or in the one above. */
function runs({ entered, reading }: LaunchLine, path: string, folders: readonly string[]): boolean {
  const { script, module } = reading;
  if (module !== null) {
    const place = module.replaceAll('.', '/');
    return path.endsWith(`/${place}.py`) || path.endsWith(`/${place}/__main__.py`);
  }
  if (script === null) return false;
  const named = slashed(script).replace(/^(?:\.{1,2}\/)+/, '');
  if (folders.some((folder) => `${folder}/${named}` === path)) return true;
  if (!path.endsWith(`/${named}`)) return false;
  // A name alone, such as `train.py`, is any folder's.
  return named.includes('/') || entered.has(lastPart(folderOf(path)));
}

/** The code blocks of Markdown and reStructuredText, without prompts. */
function commandsInProse(text: string): string {
  const lines: string[] = [];
  let fence: string | null = null;
  for (const line of text.split('\n')) {
    const mark = /^\s*(```+|~~~+)/.exec(line)?.[1];
    if (mark !== undefined) {
      fence = fence === null ? mark.slice(0, 3) : null;
      lines.push('');
    } else if (fence !== null || /^(?: {2,}|\t)\S/.test(line)) {
      lines.push(line.replace(/^\s*(?:[$>%]\s+)?/, '').replace(placeholder, 'X'));
    }
  }
  return lines.join('\n');
}
