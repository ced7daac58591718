import { detectTraining } from '../detect';
import type { Detection, DetectionContext } from '../detection';
import { fileKind } from '../file-kind';
import { accelerateConfigs } from './accelerate-config';
import { foldersAbove, slashed } from './folders';
import { isLauncher, launchCommand, moduleOption } from '../launch';
import { launchInProject } from './launch-in-project';
import { LaunchLines } from './launch-lines';
import { ProjectModules, type ProjectFiles } from './project-modules';

/** A script that starts a script that starts a script. */
const deepestScript = 3;

/** A verdict, and the other files of the project that it may hang on: it holds until one of them changes. */
export interface Judged {
  readonly detection: Detection;
  readonly consulted: ReadonlySet<string>;
}

/**
 * Judges the files of a project with what its other files say: the scripts and modules that a command names, and what Python
 * imports. Verdicts on other files are kept until the file, or one beside it, changes.
 */
export class Project {
  private readonly modules: ProjectModules;
  private readonly launchLines: LaunchLines;

  /** `root` is the folder above which nothing is looked for. */
  constructor(
    private readonly files: ProjectFiles,
    private readonly root: string | null = null,
  ) {
    this.modules = new ProjectModules(files, root);
    this.launchLines = new LaunchLines(files, root);
  }

  /** The verdict, with how the project starts the file: its launch lines are read for it. */
  detect(path: string, text: string): Detection {
    const { detection } = this.judge(path, text);
    return detection.training && fileKind(path, text) === 'python'
      ? this.withLaunch(detection, text)
      : detection;
  }

  judge(path: string, text: string): Judged {
    const { result, used } = this.modules.collect(() =>
      detectTraining(path, text, this.contextOf(slashed(path), 0)),
    );
    return { detection: result, consulted: used };
  }

  /** Whether a script trains that is named in a folder; null where it isn't to be read. */
  scriptTrains(script: string, folder: string): boolean | null {
    return this.trains(script, `${slashed(folder)}/`, 0);
  }

  /** A file has changed, or is there now, or is gone. */
  forget(path: string): void {
    this.modules.forget(path);
    this.launchLines.forget();
  }

  private withLaunch(detection: Detection, text: string): Detection {
    const { file, command, launcher: likely } = detection;
    if (!isLauncher(likely)) return detection;
    const lines = this.launchLines.of(file);
    const {
      launcher: told,
      module,
      folder,
    } = launchInProject({ path: file, text }, likely, lines, this.files, this.modules);
    const saysPython = lines.some((line) => line.launcher === 'python');
    const configs =
      told === 'accelerate' || (told === 'python' && !saysPython)
        ? accelerateConfigs(file, detection.frameworks, this.files, this.root)
        : [];
    const launcher = configs.length > 0 ? 'accelerate' : told;
    // Of several nobody knows which one is meant.
    const [config] = configs.length === 1 ? configs : [];
    const program = [
      ...(config === undefined ? [] : ['--config_file', config]),
      ...(module === null ? [file] : [moduleOption(launcher), module]),
    ];
    // What the script must be told to train, such as Lightning's `fit`.
    const needed = command.slice(command.indexOf(file) + 1);
    return {
      ...detection,
      launcher,
      module,
      folder,
      command: [...launchCommand(launcher, program), ...needed],
      configFiles: [...detection.configFiles, ...(config === undefined ? [] : [config])],
    };
  }

  private contextOf(path: string, depth: number): DetectionContext {
    return {
      modules: this.modules,
      scriptTrains: (script) => this.trains(script, path, depth),
      moduleTrains: (module) => {
        const file = this.modules.pathOf(module, path);
        return file === null ? null : this.verdictOn(file.replace(/\/__init__\.py$/, '/__main__.py'), depth);
      },
    };
  }

  private trains(script: string, from: string, depth: number): boolean | null {
    // `$HOME/project/train.py`: where that is only the run would tell, but it may be of this project.
    const named = slashed(script).replace(/^(?:\$\{?\w+\}?|\$\([^)]*\))\//, '');
    if (named.includes('$') || depth > deepestScript || !isScript(named)) return null;
    if (/^(?:\/|[A-Za-z]:)/.test(named)) return this.verdictOn(named, depth);
    for (const folder of foldersAbove(from, this.root, this.files)) {
      const known = this.verdictOn(`${folder}/${named.replace(/^(?:\.\/)+/, '')}`, depth);
      if (known !== null) return known;
    }
    return null;
  }

  private verdictOn(path: string, depth: number): boolean | null {
    const text = this.files.read(path);
    if (text === null) return null;
    const trains = this.modules.answer(`script ${path}`, () => {
      this.modules.note(path);
      return detectTraining(path, text, this.contextOf(path, depth + 1)).training;
    });
    // What it runs is worked out while it runs: how it is called tells more than its text.
    return !trains && worksOutWhatItRuns.test(text) ? null : trains;
  }
}

/** Modules, functions and classes that are looked up by name while a script runs. */
const worksOutWhatItRuns =
  /\b(?:import_module|__import__|instantiate|get_method|get_class|load_entry_point|run_module|run_path)\s*\(|\bgetattr\s*\(\s*\w+\s*,\s*(?!["'])\w/;

const isScript = (path: string): boolean => {
  const kind = fileKind(path);
  return kind === 'python' || kind === 'notebook' || kind === 'shell' || kind === 'batch';
};
