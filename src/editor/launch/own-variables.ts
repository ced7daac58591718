import { keyNames } from '../../grid/keys';

const isSetElsewhere = (name: string): boolean =>
  /^WATTLENS_/i.test(name) && !keyNames.has(name.toUpperCase());

/**
 * Variables without those that tell a meter whom to ask over the network, and how: settings say that, which no workspace can
 * change. A `.env` that a checkout brings would else turn a provider on, or send a key to an address of its own. Keys may be given.
 */
export const withoutOwnVariables = (environment: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(environment).filter(([name]) => !isSetElsewhere(name)));

/**
 * What sets such variables back in a terminal that gets them of a workspace's settings by itself: to what they are without those, else
 * to nothing, which whoever reads them takes for none.
 */
export const setBack = (
  ofWorkspace: readonly string[],
  otherwise: Readonly<Record<string, unknown>>,
): Record<string, string> =>
  Object.fromEntries(
    ofWorkspace.filter(isSetElsewhere).map((name) => {
      const value = otherwise[name];
      return [name, typeof value === 'string' ? value : ''];
    }),
  );
