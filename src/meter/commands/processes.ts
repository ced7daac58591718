import { processes as listProcesses } from 'systeminformation';
import { trainingCommand } from '../../detect/command-line';
import { commandOf, descendantsOf, listProcessFacts, readProcessFacts } from '../../processes/process-facts';
import { plainText } from '../../units/plain-text';
import { formatDuration } from '../../units/format';
import { columns, exitCodes, print, refuse } from '../output';

/** A running process that could be a training. */
export interface LikelyProcess {
  readonly pid: number;
  readonly command: readonly string[];
  /** Whether its command line is that of a training. */
  readonly training: boolean;
  /** Of one core, lately. */
  readonly cpuPercent: number;
  readonly memoryBytes: number;
  readonly seconds: number | null;
  /** Clock ticks after the boot, which with the pid name it for good; null where the system does not tell. */
  readonly startTicks: number | null;
  /** How many processes it has started, with theirs. */
  readonly children: number;
}

/** Programs in which training usually runs. */
const likelyProgram =
  /^(?:python[\d.]*|pythonw|ipython\d?|torchrun|accelerate|deepspeed|mpirun|srun|julia|jupyter\S*|R|Rscript)(?:\.exe)?$/i;
const mostProcesses = 50;

/** The running processes that are likely to train, the likeliest first. Those of this user and of others that can be seen. */
export async function processes(options: { readonly json?: boolean }): Promise<number> {
  let found: LikelyProcess[];
  try {
    found = await findLikely();
  } catch (error) {
    return refuse(
      `the processes can't be listed (${error instanceof Error ? error.message : String(error)})`,
    );
  }
  if (options.json === true) await print(JSON.stringify(found, null, 2));
  else if (found.length === 0) await print('No process here looks like training.');
  else
    await print(
      columns(
        found.map(({ pid, command, training, cpuPercent, seconds }) => [
          String(pid),
          training ? 'training' : '',
          `${cpuPercent.toFixed(0)} %`,
          seconds === null ? '' : formatDuration(seconds),
          plainText(command.join(' ')).slice(0, 120),
        ]),
      ),
    );
  return exitCodes.done;
}

async function findLikely(): Promise<LikelyProcess[]> {
  const { list } = await listProcesses();
  const likely = list.flatMap((each): LikelyProcess[] => {
    // By /proc the words of a command are known, and not only its line.
    const words = commandOf(each.pid);
    const command =
      words.length > 0 ? words : [each.command, ...each.params.split(' ')].filter((word) => word !== '');
    const [program = ''] = command;
    const reading = trainingCommand(command);
    if (each.pid === process.pid || reading?.isMetered === true) return [];
    if (reading === null && !likelyProgram.test(program.replace(/^.*[\\/]/, ''))) return [];
    const started = Date.parse(each.started);
    return [
      {
        pid: each.pid,
        command,
        training: reading !== null,
        cpuPercent: each.cpu,
        memoryBytes: each.memRss * 1024,
        seconds: Number.isNaN(started) ? null : Math.max(0, (Date.now() - started) / 1000),
        startTicks: readProcessFacts(each.pid)?.startTicks ?? null,
        children: 0,
      },
    ];
  });
  const pids = new Set(likely.map(({ pid }) => pid));
  const parents = new Map(list.map(({ pid, parentPid }) => [pid, parentPid]));
  const all = listProcessFacts();
  return likely
    .filter(({ pid }) => !hasAncestorIn(pid, parents, pids))
    .sort((a, b) => Number(b.training) - Number(a.training) || b.cpuPercent - a.cpuPercent || b.pid - a.pid)
    .slice(0, mostProcesses)
    .map((each) => ({ ...each, children: descendantsOf(each.pid, all).length }));
}

/** A worker is in the run of the launcher that has started it. */
function hasAncestorIn(
  pid: number,
  parents: ReadonlyMap<number, number>,
  among: ReadonlySet<number>,
): boolean {
  const passed = new Set([pid]);
  for (
    let parent = parents.get(pid);
    parent !== undefined && !passed.has(parent);
    parent = parents.get(parent)
  ) {
    if (among.has(parent)) return true;
    passed.add(parent);
  }
  return false;
}
