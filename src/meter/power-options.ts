import { Option, type Command } from 'commander';
import { meterTexts } from '../runs/meter-texts';
import type { Domain } from '../runs/journal';
import { noteTexts } from '../runs/note-texts';
import type { OpenSources } from './open-sources';
import { commandWords } from './sources/command-words';
import type { PowerCommand } from './sources/power-command';
import { powerUnits, type PowerUnit } from './sources/power-line';

/** The options of a user's own command, on each command of ours that opens sources. */
export interface PowerOptions {
  readonly powerCommand?: string;
  readonly powerUnit?: PowerUnit;
  readonly powerField?: string;
  readonly powerScope?: Domain;
}

const scopes: readonly Domain[] = ['node', 'module', 'cpu', 'gpu', 'dram'];

export const addPowerOptions = (command: Command): Command =>
  command
    .option('--power-command <command>', 'a program of yours that prints watts or joules, one number a line')
    .addOption(
      new Option('--power-unit <unit>', 'of its numbers, where they stand alone').choices(powerUnits),
    )
    .option('--power-field <path>', 'where its number is, where it prints JSON: ENERGY.Power')
    .addOption(
      new Option('--power-scope <domain>', 'what it measures (node: the whole machine)').choices(scopes),
    );

/** What the options name; undefined where they name no command; or why they can't be used, in a sentence. */
export function powerCommandOf(options: PowerOptions): PowerCommand | undefined | { readonly wrong: string } {
  const { powerCommand, powerUnit, powerField, powerScope } = options;
  if (powerCommand === undefined) {
    return powerUnit === undefined && powerField === undefined && powerScope === undefined
      ? undefined
      : { wrong: meterTexts.write('--power-unit, --power-field and --power-scope need --power-command') };
  }
  const command = commandWords(powerCommand);
  return command === null
    ? {
        wrong: meterTexts.write(
          '--power-command names no program, or has a quote that is not closed: {0}',
          powerCommand,
        ),
      }
    : { command, domain: powerScope ?? 'node', unit: powerUnit ?? null, field: powerField ?? null };
}

/** The same where it is known that nothing is wrong with it. */
export function powerCommandIn(options: PowerOptions): PowerCommand | undefined {
  const found = powerCommandOf(options);
  return found === undefined || 'wrong' in found ? undefined : found;
}

/** Why the command that was named reads nothing, in sentences for people; null where it does, or none was named. */
export function powerCommandTrouble(
  { powerCommand }: PowerOptions,
  { opened }: Pick<OpenSources, 'opened'>,
): string | null {
  const statuses = opened.find(({ key }) => key === 'command')?.source.statuses ?? [];
  const failed = statuses.find(({ usable }) => !usable);
  if (powerCommand === undefined || failed === undefined) return null;
  const { why, fix } = failed;
  return `--power-command is not used: ${why}${fix === null ? '' : `. ${fix}`}`;
}

/** Why the source that alone was asked for reads nothing here, in a sentence; null where it does, or none was asked for. */
export function whyNoneOfSource(
  asked: string | undefined,
  { opened, probes }: Pick<OpenSources, 'opened' | 'probes'>,
): string | null {
  if (asked === undefined || probes.length > 0) return null;
  const why = opened.flatMap(({ source }) => source.statuses.map((status) => status.why));
  return noteTexts.write(
    'The source {0}, which alone was asked for, reads nothing here: {1}.',
    asked,
    [...new Set(why)].join('; '),
  );
}
