import { createReadStream, readFileSync, statSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { detectTraining } from '../../detect/detect';
import { Project } from '../../detect/project/project';
import { filesOnDisk } from '../../files/files-on-disk';
import { readCommandLine } from '../../detect/command-line';
import type { Detection } from '../../detect/detection';
import type { DetectedPlan } from '../../detect/plan-keys';
import { fileKind, foldersPassedOver, largestFileBytes } from '../../detect/file-kind';
import type { TrainingPlan } from '../../energy/plans/plan-fields';
import { readTrainingPlan } from '../../energy/plans/read-plan';
import { commandText } from '../../units/command-text';
import { plainText } from '../../units/plain-text';
import { exitCodes, print, refuse } from '../output';
import type { Stage } from '../../progress/stages';
import { stagesOfCurriculum, stagesOfRampUp } from '../progress/planned-stages';
import { readBeginning } from '../read-beginning';

export interface DetectOptions {
  readonly json?: boolean;
}

/** Which of these files are training scripts; folders are searched for every kind of file that can start one. */
export async function detect(paths: readonly string[], options: DetectOptions): Promise<number> {
  const results: Detection[] = [];
  const project = new Project(filesOnDisk);
  for (const path of paths) {
    const found = await detectAt(path, project);
    if (found === null) return refuse(`there is no file ${path}`);
    results.push(...found);
  }
  if (options.json === true) await print(JSON.stringify(results, null, 2));
  else if (results.length === 0) await print('No file here that could start a training.');
  else await print(results.flatMap(describeDetection).map(plainText).join('\n'));
  return exitCodes.done;
}

/** A line for each thing that can be started. `FILE:LINE` is the first line that trains: terminals open it. */
function describeDetection(detection: Detection): string[] {
  const { file, training, folder, tasks, notes } = detection;
  if (!training) return [`${file}: ${notes.length > 0 ? notes.join(' ') : 'not a training script'}`];
  const where = folder === null ? '' : ` (in ${folder})`;
  return (tasks.length === 0 ? [detection] : tasks).map(({ frameworks, command, evidence }) => {
    const start = command.length === 0 ? notes.join(' ') : `${commandText(command)}${where}`;
    const place = evidence[0] === undefined ? file : `${file}:${evidence[0].line}`;
    return `${place}: ${['training', ...frameworks].join(', ')}; ${start}`;
  });
}

/** The verdicts on a file, or on those in a folder; null where there is neither. */
async function detectAt(path: string, project: Project): Promise<Detection[] | null> {
  try {
    return (await stat(path)).isDirectory()
      ? await detectIn(path, project)
      : [await detectFile(path, project)];
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? null : [unread(path, error)];
  }
}

/** What can't be read in the folder has an entry that says so, and keeps nobody from the others. */
async function detectIn(folder: string, project: Project): Promise<Detection[]> {
  const results: Detection[] = [];
  try {
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      if (entry.name.startsWith('.') || foldersPassedOver.has(entry.name)) continue;
      const path = join(folder, entry.name);
      if (entry.isDirectory()) results.push(...(await detectIn(path, project)));
      else if (entry.isFile() && isOfInterest(entry.name)) results.push(await detectFile(path, project));
    }
  } catch (error) {
    results.push(unread(folder, error));
  }
  return results.sort((one, other) => (one.file < other.file ? -1 : 1));
}

/** Files without an extension are told by their first line, which a search does not read. */
const isOfInterest = (name: string): boolean =>
  fileKind(name) !== null && (name.includes('.') || /file$/i.test(name));

async function detectFile(path: string, project: Project): Promise<Detection> {
  try {
    const text = await textAt(path, largestFileBytes(fileKind(path)));
    // By its full path, so that what lies above the folder that this runs in is found too.
    const full = resolve(path);
    const { command, ...found } = project.detect(full, text);
    // As the person has named it, and so its folder, in which `make -C` runs.
    const asNamed = new Map([
      [dirname(full), dirname(path)],
      [full, path],
    ]);
    const named = (words: readonly string[]): string[] => words.map((word) => asNamed.get(word) ?? word);
    const tasks = found.tasks.map((task) => ({ ...task, command: named(task.command) }));
    const detection = { ...found, tasks, file: path, command: named(command) };
    return detection.training ? withPlanOfFiles(path, detection) : detection;
  } catch (error) {
    return unread(path, error);
  }
}

/** What a file begins with. One of a known size is read at once, which is quicker by far than a stream, of thousands of files. */
async function textAt(path: string, longestBytes: number): Promise<string> {
  const stats = statSync(path);
  // What a shell hands over (`<(...)`) is written at once; into a pipe with a name perhaps nobody ever writes.
  if (stats.isFIFO() && !/^\/(?:dev\/fd|proc)\//.test(path))
    throw Object.assign(new Error(path), { code: 'a named pipe' });
  if (stats.isFile() && stats.size > 0 && stats.size <= longestBytes) return readFileSync(path, 'utf8');
  return (await readBeginning(createReadStream(path), longestBytes)).text;
}

/**
 * The plan of a command that runs, from its own arguments, from the script that it runs, and from the configuration files
 * that it names; what stands first holds. Null where it starts no training that is known. Never throws.
 */
export function planOfCommand(command: readonly string[], cwd: string): DetectedPlan | null {
  const [reading] = readCommandLine(command);
  if (reading === undefined || reading.verdict === 'other') return null;
  const { script, plan, configFiles, processes } = reading;
  const text = script === null ? null : firstText([resolve(cwd, script)]);
  const ofScript = script === null || text === null ? {} : detectTraining(script, text).plan;
  const stated = { ...ofScript, ...plan };
  const named = withPlanOfFiles(join(cwd, 'command'), {
    ...detectTraining(script ?? 'command', ''),
    configFiles,
    plan: stated,
  }).plan;
  return processes === null ? named : { gpus: processes, ...named };
}

/** What the script of a command says in its trainer's arguments and beside them: its precision, optimizer, adapters too. */
export function scriptPlanOfCommand(command: readonly string[], cwd: string): TrainingPlan | null {
  const [reading] = readCommandLine(command);
  const script = reading?.script ?? null;
  const text = script === null ? null : firstText([resolve(cwd, script)]);
  const read = text === null ? null : readTrainingPlan(text);
  return read?.kind === 'plan' ? read.plan : null;
}

/** In which stages the steps of a command grow, as its arguments or the configuration files that it names say. Never throws. */
export function stagesOfCommand(command: readonly string[], cwd: string): readonly Stage[] {
  const [reading] = readCommandLine(command);
  const ofArguments = stagesOfRampUp(reading?.arguments ?? command);
  if (ofArguments.length > 0) return ofArguments;
  const found = reading?.configFiles
    .map((name) => stagesOfCurriculum(firstText([resolve(cwd, name)]) ?? ''))
    .find((stages) => stages.length > 0);
  return found ?? [];
}

/** Adds what the configuration files say that the command names, where the file itself is silent. */
function withPlanOfFiles(path: string, detection: Detection): Detection {
  // What the command itself says holds, then what an earlier file does.
  const withFiles = ({ plan, configFiles }: Pick<Detection, 'plan' | 'configFiles'>): DetectedPlan =>
    configFiles.reduce<DetectedPlan>((stated, name) => ({ ...planOfFile(path, name), ...stated }), plan);
  return {
    ...detection,
    plan: withFiles(detection),
    tasks: detection.tasks.map((task) => ({ ...task, plan: withFiles(task) })),
  };
}

/** What a configuration file says, named as from the folder of a file or that of this process; nothing where it holds no plan. */
function planOfFile(path: string, name: string): DetectedPlan {
  const text = firstText([join(dirname(path), name), name]);
  const reading = text === null ? null : readTrainingPlan(text);
  if (reading?.kind !== 'plan') return {};
  const { options } = reading.plan;
  const stated = planKeys.flatMap((key) => {
    const value = options[key];
    return typeof value === 'number' ? [[key, value] as const] : [];
  });
  return Object.fromEntries(stated);
}

/** The keys that the plan of a file and the plan of an estimate share. */
const planKeys = ['batchSize', 'gradientAccumulation', 'epochs', 'steps', 'sequenceLength', 'gpus'] as const;

/** The text of the first of the files that can be read and is small enough to be one that a person wrote. */
function firstText(paths: readonly string[]): string | null {
  for (const path of paths) {
    try {
      const stats = statSync(path);
      if (stats.isFile() && stats.size <= largestFileBytes(fileKind(path))) return readFileSync(path, 'utf8');
    } catch {
      // Not there: the next one.
    }
  }
  return null;
}

const unread = (path: string, error: unknown): Detection => ({
  ...detectTraining(path, ''),
  command: [],
  notes: [`Can't be read (${(error as NodeJS.ErrnoException).code ?? String(error)}).`],
});
