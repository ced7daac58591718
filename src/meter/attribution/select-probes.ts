import type { ChosenProbes } from '../ladder';
import type { OpenSources } from '../open-sources';
import type { Probe } from '../source';
import { selectDevices, type Selection } from './visible-devices';
import { noteTexts } from '../../runs/note-texts';

export interface SelectedProbes {
  readonly probes: readonly Probe[];
  readonly selection: Selection;
  /** The accelerators that are kept from the run. */
  readonly keptFromRun: readonly Probe[];
  /** What people must know to read the figures. */
  readonly notes: readonly string[];
}

type Environment = Readonly<Record<string, string | undefined>>;

/** `env [-i] [-u NAME] NAME=VALUE ... PROGRAM`: what the command changes for itself before it runs. */
function environmentOf(command: readonly string[], environment: Environment): Environment {
  const [program = '', ...parameters] = command;
  if (!/(^|[\\/])env$/.test(program)) return environment;
  let changed: Record<string, string | undefined> = { ...environment };
  for (let at = 0; at < parameters.length; at++) {
    const parameter = parameters[at] ?? '';
    const assignment = /^([A-Za-z_]\w*)=(.*)$/s.exec(parameter);
    if (assignment !== null) changed[assignment[1] ?? ''] = assignment[2];
    else if (parameter === '-i' || parameter === '-' || parameter === '--ignore-environment') changed = {};
    else if (parameter === '-u' || parameter === '--unset') changed[parameters[++at] ?? ''] = undefined;
    else if (parameter.startsWith('--unset=')) changed[parameter.slice('--unset='.length)] = undefined;
    else if (parameter === '-C' || parameter === '--chdir') at += 1;
    else if (!parameter.startsWith('-')) break;
  }
  return changed;
}

/**
 * The sources of a run, and what it was left of them. A meter of the whole machine has the accelerators in it that are
 * kept from the run, so it is then not used.
 */
export function selectSources(
  opened: OpenSources,
  command: readonly string[],
  environment: Environment,
): { readonly sources: OpenSources; readonly selected: SelectedProbes } {
  const select = (chosen: ChosenProbes): SelectedProbes => selectProbes(chosen.probes, command, environment);
  const first = select(opened);
  const isPart = first.keptFromRun.length > 0 || first.selection.doubtful.length > 0;
  const hasMachine = first.probes.some(({ domain }) => domain === 'node');
  const chosen = isPart && hasMachine ? opened.withoutMachine() : opened;
  const selected = chosen === opened ? first : select(chosen);
  return { sources: { ...opened, notes: chosen.notes, probes: selected.probes }, selected };
}

/** The probes of a run: all but those of accelerators that its environment keeps from it. */
function selectProbes(
  probes: readonly Probe[],
  command: readonly string[],
  environment: Environment,
): SelectedProbes {
  const candidates = probes.flatMap(({ id, accelerator }) =>
    accelerator === undefined || accelerator === null ? [] : [{ id, accelerator }],
  );
  const selection = selectDevices(environmentOf(command, environment), candidates);
  const isLeft = ({ id, accelerator }: Probe): boolean =>
    accelerator === undefined ||
    accelerator === null ||
    selection.ids.includes(id) ||
    selection.doubtful.includes(id);
  const kept = probes.filter(isLeft);
  const others = probes.filter((probe) => !isLeft(probe));
  const notes = [...selection.notes];
  if (others.length > 0) {
    const numbers = others.map(({ accelerator }) => accelerator?.index ?? 0).join(', ');
    notes.push(
      noteTexts.write(
        others.length === 1
          ? 'GPU {0}: kept from this run ({1}), and in no figure of it.'
          : 'GPUs {0}: kept from this run ({1}), and in no figure of it.',
        numbers,
        selection.method ?? '',
      ),
    );
  }
  return { probes: kept, selection, keptFromRun: others, notes };
}
