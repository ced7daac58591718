import * as vscode from 'vscode';
import { findPlace } from '../../carbon/intensity';
import { suggestPlace } from '../../carbon/place';
import { allPlaces, type Place } from '../../carbon/places';
import { formatIntensity } from '../../units/format';
import { settingsSection } from '../settings';

interface PlaceItem extends vscode.QuickPickItem {
  readonly code: string;
}

const asItem = ({ code, name, fact }: Place, detail?: string): PlaceItem => ({
  label: name,
  description: `${code}${fact === null ? '' : `, ${formatIntensity(fact.gramsPerKwh)} (${fact.time})`}`,
  code,
  ...(detail === undefined ? {} : { detail }),
});

/** Lets the user say where the electricity comes from. The time zone's country is offered first, and never taken by itself. */
export async function setPlace(): Promise<void> {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const suggested = suggestPlace(timeZone);
  const place = suggested === null ? null : findPlace(suggested);
  const world: PlaceItem = {
    label: vscode.l10n.t('Not set'),
    description: vscode.l10n.t('the world’s mean is taken'),
    code: '',
  };
  const items: PlaceItem[] = [
    ...(place === null
      ? []
      : [
          asItem(
            place,
            vscode.l10n.t('Suggested by the time zone {0}; a guess, for you to confirm', timeZone),
          ),
        ]),
    ...allPlaces.filter(({ fact, code }) => fact !== null && code !== 'world').map((each) => asItem(each)),
    world,
  ];
  const chosen = await vscode.window.showQuickPick(items, {
    title: vscode.l10n.t('Where does the electricity of this machine come from?'),
    placeHolder: vscode.l10n.t(
      'A country, a zone of it, or a cloud region. Nothing is looked up over the network.',
    ),
    matchOnDescription: true,
  });
  if (chosen === undefined) return;
  await vscode.workspace
    .getConfiguration(settingsSection)
    .update('carbon.region', chosen.code === '' ? undefined : chosen.code, vscode.ConfigurationTarget.Global);
}
