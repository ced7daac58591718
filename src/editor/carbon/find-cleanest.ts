import * as vscode from 'vscode';
import { cleanestWindow, windowAt, type Window } from '../../carbon/cleanest';
import type { IntensitySeries } from '../../carbon/intensity-series';
import type { IntensitySetup, NetworkSettings } from '../../grid/intensity-setup';
import { problemText } from '../../grid/answer';
import { openLiveClient, type LiveClient } from '../../grid/live-client';
import { coverageOf, openProvider, zoneOf } from '../../grid/open-provider';
import { problemTexts } from '../../grid/problem-texts';
import { settingsNetwork } from '../../grid/settings-network';
import { intensityFolder } from '../../runs/intensity-folder';
import { settingsSection, type Settings } from '../settings';
import { noticeText } from '../shown-text';
import { formatDuration, formatIntensity, formatShare } from '../../units/format';
import { unixSeconds, type UnixSeconds } from '../../units/quantities';
import { timeText } from '../../units/time-text';
import { translated } from '../translate';

const hour = 3600;
const durations = [0.5, 1, 2, 4, 8, 12, 24, 48];
const horizons = [24, 48, 72];

interface TimeItem extends vscode.QuickPickItem {
  readonly from?: UnixSeconds;
}

/**
 * Shows the hours to come by a provider's forecast, and returns the moment that the user picks for a run to start;
 * undefined where none is picked. This file is loaded only when it is asked for.
 */
export async function findCleanest(
  setup: IntensitySetup,
  { region, runsFolder }: Pick<Settings, 'region' | 'runsFolder'>,
  proxy: NetworkSettings,
): Promise<Date | undefined> {
  const stop = new AbortController();
  const zone = setup.zone ?? zoneOf(setup.id, region ?? null) ?? (await askZone(setup, region));
  if (zone === undefined) return undefined;
  const opened = openLiveClient(
    { ...setup, zone },
    region ?? null,
    settingsNetwork(proxy, process.env),
    stop.signal,
    intensityFolder(runsFolder),
  );
  if (!opened.ok) return refuse(said(opened.problem.message));
  const { name, hasForecast } = opened.value;
  if (!hasForecast)
    return refuse(vscode.l10n.t('{0} has no forecast, so the cleanest time can’t be told', name));
  const duration = await pickHours(vscode.l10n.t('How long will the run take, about?'), durations);
  if (duration === undefined) return undefined;
  const horizon = await pickHours(
    vscode.l10n.t('By when must it have ended?'),
    horizons.filter((hours) => hours >= duration),
  );
  if (horizon === undefined) return undefined;
  const forecast = await askForecast(opened.value, stop, horizon);
  if (typeof forecast === 'string') return refuse(forecast);
  const now = unixSeconds(Date.now() / 1000);
  const items = timeItems(forecast, now, unixSeconds(now + horizon * hour), duration * hour);
  if (items.length === 0) {
    await vscode.window.showWarningMessage(
      vscode.l10n.t(
        'Wattlens: the forecast of {0} covers no whole run of {1}.',
        forecast.source,
        formatDuration(duration * hour),
      ),
    );
    return undefined;
  }
  const picked = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('When to start ({0}, {1}, {2})', forecast.source, forecast.place, forecast.kind),
    placeHolder: vscode.l10n.t(
      'The run starts then, while this window or a reloaded one is open; its terminal cancels it.',
    ),
  });
  return picked?.from === undefined ? undefined : new Date(Math.ceil(picked.from) * 1000);
}

/** Asks for the provider's own name of the place, which no region tells for sure, and keeps it in the settings: the run's meter asks for it too. */
async function askZone(setup: IntensitySetup, region: string | undefined): Promise<string | undefined> {
  const answer = await vscode.window.showInputBox({
    title: vscode.l10n.t(
      'The place of {0}, as {1} calls it',
      region ?? vscode.l10n.t('this machine'),
      setup.id,
    ),
    prompt: said(coverageOf[setup.id]),
    ignoreFocusOut: true,
    validateInput: (text) => {
      const opened = openProvider({ ...setup, zone: text.trim() });
      return opened.ok ? undefined : said(opened.problem.message);
    },
  });
  const zone = answer?.trim();
  if (zone !== undefined)
    await vscode.workspace
      .getConfiguration(settingsSection)
      .update('carbon.providerZone', zone, vscode.ConfigurationTarget.Global);
  return zone;
}

/** What the room of the providers says in English. */
const said = (written: string): string => translated(problemTexts.read(written));

async function refuse(why: string): Promise<undefined> {
  await vscode.window.showWarningMessage(`Wattlens: ${noticeText(why)}.`);
  return undefined;
}

async function pickHours(title: string, hours: readonly number[]): Promise<number | undefined> {
  const items = hours.map((value) => ({ label: formatDuration(value * hour), value }));
  return (await vscode.window.showQuickPick(items, { title }))?.value;
}

async function askForecast(
  { name, forecast }: LiveClient,
  stop: AbortController,
  hours: number,
): Promise<IntensitySeries | string> {
  return vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: vscode.l10n.t('Wattlens: asking {0}', name),
      cancellable: true,
    },
    async (_progress, token) => {
      token.onCancellationRequested(() => {
        stop.abort();
      });
      const answer = await forecast(hours);
      return answer.ok ? answer.value : said(problemText(answer.problem));
    },
  );
}

const widestBar = 24;

/** The cleanest time first, then now, then each hour with its bar. */
function timeItems(
  { points }: IntensitySeries,
  now: UnixSeconds,
  latest: UnixSeconds,
  seconds: number,
): TimeItem[] {
  const best = cleanestWindow(points, now, latest, seconds);
  if (best === null) return [];
  const atOnce = windowAt(points, now, seconds);
  const starts: Window[] = [];
  for (let from = Math.ceil(now / hour) * hour; from + seconds <= latest; from += hour) {
    const window = windowAt(points, unixSeconds(from), seconds);
    if (window !== null) starts.push(window);
  }
  const most = Math.max(...starts.map(({ gramsPerKwh }) => gramsPerKwh), best.gramsPerKwh, 1);
  const bar = ({ gramsPerKwh }: Window): string =>
    '█'.repeat(Math.max(1, Math.round((gramsPerKwh / most) * widestBar)));
  const grams = ({ gramsPerKwh }: Window): string => formatIntensity(gramsPerKwh);
  const saving =
    atOnce === null || atOnce.gramsPerKwh === 0 ? null : 1 - best.gramsPerKwh / atOnce.gramsPerKwh;
  return [
    {
      label: `$(star-full) ${timeText(best.from * 1000)}`,
      description:
        saving === null
          ? vscode.l10n.t('{0}, the cleanest', grams(best))
          : vscode.l10n.t('{0}, the cleanest, {1} less than now', grams(best), formatShare(saving)),
      from: best.from,
    },
    ...(atOnce === null
      ? []
      : [
          {
            label: `$(play) ${vscode.l10n.t('Now')}`,
            description: `${grams(atOnce)}  ${bar(atOnce)}`,
            from: now,
          },
        ]),
    { label: vscode.l10n.t('Each hour'), kind: vscode.QuickPickItemKind.Separator },
    ...starts.map((window) => ({
      label: timeText(window.from * 1000),
      description: `${grams(window)}  ${bar(window)}`,
      from: window.from,
    })),
  ];
}
