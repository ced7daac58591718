import { basename } from 'node:path';
import * as vscode from 'vscode';
import { findPlace } from '../../carbon/intensity';
import { allPlaces } from '../../carbon/places';
import { candidatesOf, compare } from '../../energy/compare';
import { unknownHardware, unknownPlaces } from '../../energy/compared-names';
import { comparisonMarkdown } from '../../energy/comparison-text';
import { resolvePlan } from '../../energy/plan';
import { accelerators } from '../../hardware/accelerators';
import { formatIntensity } from '../../units/format';
import type { Message } from '../../units/message';
import { escapeMarkdown } from '../../units/plain-text';
import type { Estimated } from '../model-cost';
import { readSettings } from '../settings';
import { translated, useTranslator } from '../translate';

/** A document that compares, or why there is none; null where the user chose nothing. */
export type ComparedDocument =
  | { readonly ok: true; readonly title: string; readonly text: string }
  | { readonly ok: false; readonly problem: string };

/** Lets the user choose places, unless `given` names them, and costs the model in each. */
export async function compareRegions(
  uri: vscode.Uri,
  cost: Estimated,
  given: readonly string[] | undefined,
): Promise<ComparedDocument | null> {
  const names = given ?? (await pickPlaces(uri));
  if (names === undefined || names.length === 0) return null;
  const unknown = unknownPlaces(names);
  return unknown.length === 0
    ? documentOf(uri, cost, null, names, (file) => vscode.l10n.t('Regions for {0}', file))
    : refused(unknown);
}

/** The same for accelerators. */
export async function compareHardware(
  uri: vscode.Uri,
  cost: Estimated,
  given: readonly string[] | undefined,
): Promise<ComparedDocument | null> {
  const names = given ?? (await pickHardware(cost));
  if (names === undefined || names.length === 0) return null;
  const unknown = unknownHardware(names);
  if (unknown.length > 0) return refused(unknown);
  return documentOf(uri, cost, names, null, (file) => vscode.l10n.t('Hardware for {0}', file));
}

function refused(reasons: readonly Message[]): ComparedDocument {
  // A part that is loaded by itself has its own copy of it.
  useTranslator(vscode.l10n.t, vscode.env.language);
  return { ok: false, problem: reasons.map(translated).join('; ') };
}

function documentOf(
  uri: vscode.Uri,
  { reading, options, estimate }: Estimated,
  hardware: readonly string[] | null,
  regions: readonly string[] | null,
  titleOf: (file: string) => string,
): ComparedDocument {
  // A part that is loaded by itself has its own copy of it.
  useTranslator(vscode.l10n.t, vscode.env.language);
  const compared = compare(reading.spec, candidatesOf(hardware, regions), (candidate) =>
    resolvePlan(reading.spec, {
      ...options,
      hardware: candidate.hardware ?? options.hardware,
      region: candidate.region ?? options.region,
    }),
  );
  const title = titleOf(basename(uri.path));
  const text = [
    `# ${escapeMarkdown(`${title} (${estimate.architecture})`)}`,
    '',
    comparisonMarkdown(compared, translated),
    '',
  ].join('\n');
  return { ok: true, title: `${title}.md`, text };
}

async function pickPlaces(uri: vscode.Uri): Promise<readonly string[] | undefined> {
  const { region } = readSettings(uri);
  const set = region === undefined ? undefined : findPlace(region)?.code;
  const items = allPlaces.flatMap(({ code, name, fact }) =>
    fact === null
      ? []
      : [
          {
            label: name,
            description: `${code}, ${formatIntensity(fact.gramsPerKwh)} (${fact.time})`,
            code,
            picked: code === set,
          },
        ],
  );
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Compare which regions for this model?'),
    placeHolder: vscode.l10n.t('Countries, zones of them, cloud regions'),
    canPickMany: true,
    matchOnDescription: true,
  });
  return chosen?.map(({ code }) => code);
}

async function pickHardware({ estimate }: Estimated): Promise<readonly string[] | undefined> {
  const items = accelerators.map(({ name, vendor, kind, memoryGigabytes, powerLimitWatts }) => ({
    label: name,
    description: `${vendor}, ${kind}, ${memoryGigabytes} GB${powerLimitWatts === null ? '' : `, ${powerLimitWatts} W`}`,
    picked: name === estimate.plan.hardware,
  }));
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Compare which hardware for this model?'),
    placeHolder: vscode.l10n.t(
      'Accelerators; how many of each is as the settings or the file say, else the fewest that the training fits in',
    ),
    canPickMany: true,
    matchOnDescription: true,
  });
  return chosen?.map(({ label }) => label);
}
